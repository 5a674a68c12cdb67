using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada;

/// <summary>What of the spool an <see cref="InfluxReplay"/> delivers, and where.</summary>
public sealed record InfluxReplayOptions
{
    /// <summary>The folders around all spools. Those that do not exist hold nothing.</summary>
    public required IReadOnlyList<string> SpoolFolders { get; init; }

    /// <summary>The ids of the runs to deliver. Default none, which means all of them.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>
    /// Where to deliver everything. Which points, and under what names, each file says itself. Default null: where each file says that its points were to go.
    /// </summary>
    public InfluxOptions? Destination { get; init; }

    /// <summary>The user's name. Default the one a file says. Ignored with a <see cref="Destination"/>.</summary>
    public string? User { get; init; }

    /// <summary>The user's password; a file never says one. Ignored with a <see cref="Destination"/>.</summary>
    public string? Password { get; init; }

    /// <summary>The token; a file says at most the name of the variable that has it. Ignored with a <see cref="Destination"/>.</summary>
    public string? Token { get; init; }

    /// <summary>The variables in which such a token is looked up. Default null: those of the process.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>How long a server may take nothing before what is left for it stays in the spool. Default 30 s. Zero tries each file once.</summary>
    public TimeSpan FinalTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where it says what a person should know. Default nowhere.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Where it delivers from and to, without any secret.</summary>
    public override string ToString() => $"{string.Join(", ", SpoolFolders)} to {Destination?.ShownAddress ?? "where each file says"}";
}
