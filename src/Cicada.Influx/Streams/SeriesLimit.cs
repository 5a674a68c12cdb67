using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Lets a few points of each series of a measurement pass: what a server does of a limit of an inner query that is grouped by more than the outer one.</summary>
/// <param name="cursor">The points.</param>
/// <param name="tagsStart">The first column with a tag.</param>
/// <param name="tagsCount">How many tags there are.</param>
/// <param name="limit">How many points pass.</param>
internal sealed class SeriesLimit(IPointCursor cursor, int tagsStart, int tagsCount, long limit)
{
    private readonly Dictionary<string, long> _passed = [];
    private readonly string[] _tags = new string[tagsCount];

    /// <summary>Whether the point the cursor is at passes.</summary>
    public bool Take()
    {
        for (var i = 0; i < _tags.Length; i++)
        {
            _tags[i] = cursor[tagsStart + i] is { IsNull: false } tag ? tag.AsString() : "";
        }

        var key = string.Join('\0', _tags);
        var passed = _passed.GetValueOrDefault(key) + 1;
        _passed[key] = passed;
        return passed <= limit;
    }
}
