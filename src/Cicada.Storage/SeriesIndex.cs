using System.Globalization;
using System.Text;
using Cicada.Influx;
using DuckDB.NET.Native;

namespace Cicada.Storage;

/// <summary>
/// The series of one measurement by their tags. New ones get the next number and wait in <see cref="Pending"/> until they are
/// written in the transaction of their first points.
/// </summary>
internal sealed class SeriesIndex
{
    // Series that are remembered at a time; beyond that they are forgotten and looked up anew.
    private const int MostKnown = 250_000;

    private readonly StoreFile _file;
    private readonly MeasurementTable _table;
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<(int Id, string?[] Values)> _pending = [];
    private readonly bool _isScoped;
    private readonly int _removals;
    private int _additions;

    private SeriesIndex(StoreFile file, MeasurementTable table, bool isScoped)
    {
        _file = file;
        _table = table;
        _isScoped = isScoped;
        _removals = table.SeriesRemovals;
        _additions = table.SeriesAdditions;
        if (table.NextSeries == 0)
        {
            // Points of deleted series may still be there, and must not become those of a new one.
            var numbers = $"SELECT id FROM data.{table.SeriesTable} UNION ALL SELECT series FROM catalogue.removed_series WHERE measurement = {table.Id}";
            table.NextSeries = Convert.ToInt32(file.Scalar($"SELECT coalesce(max(id), 0) + 1 FROM ({numbers})"), CultureInfo.InvariantCulture);
        }
    }

    public IReadOnlyList<(int Id, string?[] Values)> Pending => _pending;

    /// <summary>The number the next new series gets; series with lower numbers may have points.</summary>
    public int Next => _table.NextSeries;

    /// <summary>
    /// Whether numbers this index gave out may mean nothing any more, because series were removed since; or series it should have read may be there, because somebody
    /// else has written some.
    /// </summary>
    public bool IsStale => _removals != _table.SeriesRemovals || _table.IsDropped || (_isScoped && _additions != _table.SeriesAdditions);

    /// <summary>Reads the series that carry one tag, which every point to come carries too: those of a run.</summary>
    public static SeriesIndex Load(StoreFile file, MeasurementTable table, PointTag scope)
    {
        var index = new SeriesIndex(file, table, isScoped: true);
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

    /// <summary>Knows no series yet: those of points to come are looked up by <see cref="Resolve(IEnumerable{Point})"/>.</summary>
    public static SeriesIndex Begin(StoreFile file, MeasurementTable table) => new(file, table, isScoped: false);

    /// <summary>Looks up the series of these points, all that are not known in one question, so that <see cref="Find"/> knows them.</summary>
    public void Resolve(IEnumerable<Point> points) => Resolve(points.Select(point => point.Tags));

    /// <summary>The same for the tags of series.</summary>
    public void Resolve(IEnumerable<IReadOnlyList<PointTag>> series)
    {
        if (_known.Count > MostKnown)
        {
            _known.Clear();
        }

        var unknown = new Dictionary<string, string?[]>(StringComparer.Ordinal);
        foreach (var tags in series)
        {
            var values = ValuesOf(tags);
            var key = KeyOf(values);
            if (!_known.ContainsKey(key))
            {
                unknown.TryAdd(key, values);
            }
        }

        // Numbers begin at 1: with none given out there is nothing to find.
        if (unknown.Count > 0 && Next > 1)
        {
            LookUp(unknown);
        }
    }

    /// <summary>Whether a series that was looked up is there.</summary>
    public bool Knows(IReadOnlyList<PointTag> tags) =>
        tags.All(tag => _table.Tag(tag.Key) is not null) && _known.ContainsKey(KeyOf(ValuesOf(tags)));

    /// <summary>The number of the series with these tags. The measurement has a column for each of them.</summary>
    public int Find(IReadOnlyList<PointTag> tags)
    {
        var values = ValuesOf(tags);
        var key = KeyOf(values);
        if (!_known.TryGetValue(key, out var id))
        {
            id = _table.NextSeries++;
            _known.Add(key, id);
            _pending.Add((id, values));
        }

        return id;
    }

    /// <summary>What was pending is in the transaction.</summary>
    public void PendingWritten()
    {
        _pending.Clear();
        var own = _additions == _table.SeriesAdditions;
        _table.SeriesAdditions++;
        _additions = own ? _table.SeriesAdditions : _additions;
    }

    private void LookUp(Dictionary<string, string?[]> unknown)
    {
        var stage = $"wanted_series_{_table.Id}";
        var columns = string.Concat(_table.Tags.Select(tag => $", {tag.SqlName}"));
        _file.Execute($"CREATE OR REPLACE TEMP TABLE {stage} AS SELECT id{columns} FROM data.{_table.SeriesTable} LIMIT 0");
        var keys = unknown.Keys.ToArray();
        using (var chunk = new ChunkWriter(_file.Connection, null, stage, [DuckDBType.Integer, .. _table.Tags.Select(_ => DuckDBType.Varchar)]))
        {
            for (var i = 0; i < keys.Length; i++)
            {
                chunk.Set(0, i);
                chunk.SetTexts(1, unknown[keys[i]]);
                chunk.EndRow();
            }

            chunk.Complete();
        }

        var same = string.Concat(_table.Tags.Select(tag => $" AND w.{tag.SqlName} IS NOT DISTINCT FROM s.{tag.SqlName}"));
        foreach (var row in _file.Query($"SELECT w.id, s.id FROM temp.{stage} w JOIN data.{_table.SeriesTable} s ON true{same}"))
        {
            _known[keys[(int)row[0]!]] = (int)row[1]!;
        }

        _file.Execute($"DROP TABLE temp.{stage}");
    }

    private string?[] ValuesOf(IReadOnlyList<PointTag> tags)
    {
        var values = new string?[_table.Tags.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ValueOf(tags, _table.Tags[i].Name);
        }

        return values;
    }

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
