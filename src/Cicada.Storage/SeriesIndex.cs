using System.Globalization;
using System.Text;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// The series of one measurement by their tags. New ones get the next number and wait in <see cref="Pending"/> until they are
/// written in the transaction of their first points.
/// </summary>
internal sealed class SeriesIndex
{
    private readonly MeasurementTable _table;
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<(int Id, string?[] Values)> _pending = [];
    private int _next;

    private SeriesIndex(MeasurementTable table, int next)
    {
        _table = table;
        _next = next;
    }

    public IReadOnlyList<(int Id, string?[] Values)> Pending => _pending;

    /// <summary>Reads the series that carry one tag, which every point to come carries too: those of a run.</summary>
    public static SeriesIndex Load(StoreFile file, MeasurementTable table, PointTag scope)
    {
        var next = Convert.ToInt32(file.Scalar($"SELECT coalesce(max(id), 0) + 1 FROM data.{table.SeriesTable}"), null);
        var index = new SeriesIndex(table, next);
        if (table.Tag(scope.Key) is { } tag)
        {
            var columns = string.Concat(table.Tags.Select(column => $", {column.SqlName}"));
            foreach (var row in file.Query($"SELECT id{columns} FROM data.{table.SeriesTable} WHERE {tag.SqlName} = $1", scope.Value))
            {
                index._known[KeyOf([.. row.Skip(1).Cast<string?>()])] = (int)row[0]!;
            }
        }

        return index;
    }

    /// <summary>The number of the series with these tags. The measurement has a column for each of them.</summary>
    public int Find(IReadOnlyList<PointTag> tags)
    {
        var values = new string?[_table.Tags.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ValueOf(tags, _table.Tags[i].Name);
        }

        var key = KeyOf(values);
        if (!_known.TryGetValue(key, out var id))
        {
            id = _next++;
            _known.Add(key, id);
            _pending.Add((id, values));
        }

        return id;
    }

    public void PendingWritten() => _pending.Clear();

    private static string? ValueOf(IReadOnlyList<PointTag> tags, string key)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags[i].Key == key)
            {
                return tags[i].Value.Length == 0 ? null : tags[i].Value;
            }
        }

        return null;
    }

    // Position, length, text: unambiguous whatever the texts hold, and the same when columns are added at the end.
    private static string KeyOf(string?[] values)
    {
        var key = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } value)
            {
                key.Append(CultureInfo.InvariantCulture, $"{i}:{value.Length}:").Append(value);
            }
        }

        return key.ToString();
    }
}
