using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada;

/// <summary>What an output is told when it is opened.</summary>
public sealed record OutputContext
{
    /// <summary>What is known of the run at its start.</summary>
    public required RunDescription Run { get; init; }

    /// <summary>
    /// The folders around all spools, the first choice first: what this output cannot take is kept in <c>folder/run id/output</c>, and what
    /// earlier runs left for it may be there. They need not exist. Default none.
    /// </summary>
    public IReadOnlyList<string> SpoolFolders { get; init; } = [];

    /// <summary>Where the output may say what a person should know. Default nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
