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

    /// <summary>What this output's folder within a run's is called; no other output of the run has one of that name. Null where it has none.</summary>
    public string? FolderName { get; init; }

    /// <summary>
    /// To be called whenever the destination has taken a part of a write: at the end of a run an output is waited for as long as there is progress, and a write of many parts
    /// may take its time. From any thread. Default nothing.
    /// </summary>
    public Action Progressed { get; init; } = static () => { };

    /// <summary>Where the output may say what a person should know. Default nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
