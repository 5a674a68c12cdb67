namespace Cicada.Import;

/// <summary>What a person said about the file to import and the run to make of it.</summary>
internal sealed record ImportChoice
{
    /// <summary>The format, or null where it is to be recognised.</summary>
    public ImportFormat? Format { get; init; }

    /// <summary>The measurement of a CSV or parquet file, or null where it is to be recognised.</summary>
    public string? Measurement { get; init; }

    /// <summary>The columns that are tags, or null where that is known.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The test's name, or null for the file's.</summary>
    public string? Test { get; init; }

    /// <summary>The run's labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>A few words about the run, or null for where it came from.</summary>
    public string? Note { get; init; }

    /// <summary>Whether anything was said about a run that the file may describe itself.</summary>
    public bool DescribesRun => Test is not null || Note is not null || Labels.Count > 0;
}
