using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada;

/// <summary>What a run needs from outside.</summary>
public sealed record RunServices
{
    /// <summary>All time in the run. Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where messages go. Default nowhere.</summary>
    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    /// <summary>The hooks of the run.</summary>
    public LoadEvents Events { get; init; } = new();

    /// <summary>Where everything that is recorded goes; the run opens, closes and disposes them.</summary>
    public IReadOnlyList<IOutput> Outputs { get; init; } = [];

    /// <summary>The folder for what an output cannot take for the moment; a folder per run and output is made in it when needed. Default <c>./cicada-spool</c>.</summary>
    public string SpoolFolder { get; init; } = "cicada-spool";

    /// <summary>
    /// A second folder for the same, on another disk if possible: used where <see cref="SpoolFolder"/> cannot be written to, because its disk is full or
    /// read-only. Null for none. Default null.
    /// </summary>
    public string? FallbackSpoolFolder { get; init; }

    /// <summary>How many times handlers had thrown in earlier runs of the process: those are no faults of this run.</summary>
    internal long FaultsBefore { get; init; }

    /// <summary>Measures the generator each second; null for the process as it is.</summary>
    internal Func<long, long, RecordingCounts, GeneratorHealth>? Generator { get; init; }

    internal Outputs.OutputLimits OutputLimits { get; init; } = new();

    /// <summary>Who watches the run as it goes on; null for nobody, which costs nothing.</summary>
    internal Runs.IRunWatcher? Watcher { get; init; }

    /// <summary>What the run is compared with at its end; null for nothing.</summary>
    internal Runs.IBaseline? Baseline { get; init; }

    /// <summary>The values of the options a test declared for itself, by their names.</summary>
    public IReadOnlyDictionary<string, string?> TestOptions { get; init; } = new Dictionary<string, string?>();
}
