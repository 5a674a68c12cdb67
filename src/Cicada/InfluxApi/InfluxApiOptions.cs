namespace Cicada.InfluxApi;

/// <summary>How InfluxDB's interface behaves.</summary>
internal sealed record InfluxApiOptions
{
    /// <summary>Whether it matters who asks.</summary>
    public bool AsksForUser { get; init; }

    /// <summary>The most bytes of points one request may bring, uncompressed; 0 for any number.</summary>
    public long LargestBody { get; init; } = 1L << 30;

    /// <summary>The most rows of an answer that is not asked for in parts; 0, as InfluxDB has it, for any number.</summary>
    public long MostRows { get; init; }
}
