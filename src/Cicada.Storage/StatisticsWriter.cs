using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// Appends the statistics of seconds without building points, as <see cref="RequestWriter"/> does with requests: a run with ten thousand names has as many rows of
/// fifty columns each second.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="file">The store.</param>
/// <param name="writerOf">Gives the writer of a table.</param>
internal sealed class StatisticsWriter(RunDescription run, StoreFile file, Func<MeasurementTable, MeasurementWriter> writerOf)
{
    private static readonly string Name = MeasurementNames.Default.RequestStatistics;
    private static readonly IReadOnlyList<SchemaField> Fields = StatisticsLayout.Fields;
    private static readonly string[] Tags = [.. MeasurementSchema.Find(Name)!.Tags];

    // By the places of the fields; 0, the column of times, where there is no column yet.
    private readonly int[] _columns = new int[Fields.Count];
    private readonly Dictionary<(string Type, string Name, bool Success), int> _series = [];

    /// <summary>Writes statistics, none of which are there yet; false, with nothing written, where somebody made a field of another type before.</summary>
    public bool TryWrite(IReadOnlyList<RequestStatistics> statistics)
    {
        var known = new KnownFields();
        foreach (var one in statistics)
        {
            StatisticsLayout.Write(one, ref known);
        }

        var fields = Fields.Where((_, i) => known.Has(i)).Select(field => (field.Name, field.Type)).ToList();
        if (file.Catalogue.Find(Name) is { } there && fields.Exists(field => there.TypeOf(field.Name) is { } type && type != field.Type))
        {
            return false;
        }

        var table = file.Catalogue.EnsureTable(Catalogue.RunsDatabase, Catalogue.DefaultPolicy, Name, Tags, fields);
        file.Catalogue.CompleteView(table);
        var writer = writerOf(table);
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i] == 0 && known.Has(i))
            {
                _columns[i] = writer.ColumnOf(Fields[i].Name);
            }
        }

        using var chunk = writer.Append();
        var row = new Row(chunk, _columns);
        foreach (var one in statistics)
        {
            chunk.Set(0, one.TimeNanoseconds);
            chunk.Set(1, SeriesOf(writer, one));
            StatisticsLayout.Write(one, ref row);
            chunk.EndRow();
        }

        chunk.Complete();
        table.PointWrites++;
        return true;
    }

    private int SeriesOf(MeasurementWriter writer, RequestStatistics statistics)
    {
        var key = (statistics.RequestType, statistics.Name, statistics.Success);
        return _series.TryGetValue(key, out var id) ? id : _series[key] = writer.Series.Find(StatisticsLayout.Tags(run.Id, run.Worker, statistics));
    }

    /// <summary>Which fields there are.</summary>
    private struct KnownFields : IFieldReceiver
    {
        private ulong _fields;

        public readonly bool Has(int field) => (_fields & (1UL << field)) != 0;

        public void Integer(int field, long value) => _fields |= 1UL << field;

        public void Float(int field, double value) => _fields |= 1UL << field;

        public void Text(int field, string value) => _fields |= 1UL << field;
    }

    private readonly struct Row(ChunkWriter chunk, int[] columns) : IFieldReceiver
    {
        public void Integer(int field, long value) => chunk.Set(columns[field], value);

        public void Float(int field, double value)
        {
            // InfluxDB has no such numbers, so a reader expects none.
            if (double.IsFinite(value))
            {
                chunk.Set(columns[field], value);
            }
        }

        public void Text(int field, string value) => chunk.Set(columns[field], value);
    }
}
