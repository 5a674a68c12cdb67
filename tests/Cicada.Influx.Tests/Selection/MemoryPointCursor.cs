using Cicada.Influx.Selection;

namespace Cicada.Influx.Tests;

/// <summary>Rows that are all there, sorted.</summary>
internal sealed class MemoryPointCursor(List<(string[] Group, long Time, QueryValue[] Values)> rows, long limitOfEachGroup) : IPointCursor
{
    private int _at = -1;
    private long _ofGroup;

    public int Group { get; private set; } = -1;

    public IReadOnlyList<string> GroupTags { get; private set; } = [];

    public long Time => rows[_at].Time;

    public QueryValue this[int column] => rows[_at].Values[column];

    public bool Read()
    {
        while (++_at < rows.Count)
        {
            if (_at == 0 || !rows[_at].Group.SequenceEqual(rows[_at - 1].Group))
            {
                Group++;
                GroupTags = rows[_at].Group;
                _ofGroup = 0;
            }

            if (limitOfEachGroup == 0 || ++_ofGroup <= limitOfEachGroup)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
    }
}
