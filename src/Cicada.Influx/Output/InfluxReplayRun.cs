namespace Cicada;

/// <summary>What became of that which one run had left in the spool for one output.</summary>
public sealed record InfluxReplayRun
{
    /// <summary>The run's id.</summary>
    public required string Run { get; init; }

    /// <summary>The output, as its folder is called.</summary>
    public required string Output { get; init; }

    /// <summary>Where it was to go, without any secret; empty where no file could be read that says it.</summary>
    public required string Destination { get; init; }

    /// <summary>Requests the server has now.</summary>
    public long Requests { get; init; }

    /// <summary>Other points the server has now.</summary>
    public long Observations { get; init; }

    /// <summary>Points it refused for good.</summary>
    public long Refused { get; init; }

    /// <summary>Where those are set aside, or null.</summary>
    public string? RejectedFile { get; init; }

    /// <summary>How many files still wait.</summary>
    public int FilesWaiting { get; init; }

    /// <summary>Files that could not be read, as they are called now.</summary>
    public IReadOnlyList<string> Damaged { get; init; } = [];

    /// <summary>What a reader must know: why something still waits, what was refused. Empty when all went well.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];
}
