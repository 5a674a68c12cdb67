using Cicada.Influx.Selection;

namespace Cicada.InfluxApi;

/// <summary>By what one series of an answer is told from another.</summary>
internal sealed class SeriesMark(ResultRows rows)
{
    /// <summary>Whether rows belong to it.</summary>
    public bool IsOf(ResultRows others) =>
        rows.Name == others.Name && (ReferenceEquals(rows.Tags, others.Tags) || (rows.Tags ?? []).SequenceEqual(others.Tags ?? []));
}
