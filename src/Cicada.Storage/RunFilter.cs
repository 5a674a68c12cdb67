namespace Cicada.Storage;

/// <summary>Which runs are wanted: those that fulfil everything said here.</summary>
public sealed record RunFilter
{
    /// <summary>The test they are runs of; null, the default, for any.</summary>
    public string? Test { get; init; }

    /// <summary>The labels they have; an empty value stands for a run without that label. None by default.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The most runs, the newest; null, the default, for all.</summary>
    public int? Limit { get; init; }
}
