using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>No rows.</summary>
internal sealed class EmptyCursor : IPointCursor
{
    public static EmptyCursor Instance { get; } = new();

    public int Group => 0;

    public IReadOnlyList<string> GroupTags => [];

    public long Time => 0;

    public QueryValue this[int column] => QueryValue.Null;

    public bool Read() => false;

    public void Dispose()
    {
    }
}
