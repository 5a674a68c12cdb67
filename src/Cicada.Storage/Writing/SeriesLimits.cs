namespace Cicada.Storage.Writing;

/// <summary>How many series there may be, as InfluxDB has it by default: whoever puts ids into tags is told before nothing works any more.</summary>
internal sealed record SeriesLimits
{
    /// <summary>The most series of a database.</summary>
    public int PerDatabase { get; init; } = 1_000_000;

    /// <summary>The most values of one tag of a measurement.</summary>
    public int ValuesPerTag { get; init; } = 100_000;
}
