using Cicada.Influx;
using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The store as it was at one time, for one query.</summary>
internal sealed partial class StorePointSource : IPointSource, IDisposable
{
    private readonly StoredSchema _schema;
    private readonly SnapshotConnections _connections;

    public StorePointSource(StoredSchema schema, SnapshotConnections connections) => (_schema, _connections) = (schema, connections);

    public IReadOnlyList<MeasurementKey> Find(QuerySource.Measurement source)
    {
        if (!_schema.HasDatabase(source.Database))
        {
            throw new QueryFailedException($"database not found: {source.Database}");
        }

        var measurements = _schema.Measurements(source.Database, source.RetentionPolicy)
            ?? throw new QueryFailedException($"retention policy not found: {source.RetentionPolicy}");
        if (source.Pattern is null)
        {
            return measurements.ContainsKey(source.Name) ? [KeyOf(source.Name)] : [];
        }

        var pattern = QueryPattern.Of(source.Pattern);
        return [.. measurements.Keys.Where(name => pattern.IsMatch(name)).Order(ByteOrder.Instance).Select(KeyOf)];

        MeasurementKey KeyOf(string name) => new(source.Database, source.RetentionPolicy, name);
    }

    public PointSchema SchemaOf(MeasurementKey measurement) => _schema.SchemaOf(measurement) ?? new(new Dictionary<string, QueryValueKind>(), new HashSet<string>());

    public IPointCursor Scan(ScanRequest request, CancellationToken cancellation)
    {
        if (MeasurementOf(request.Measurement) is not { } measurement)
        {
            return EmptyCursor.Instance;
        }

        return _connections.Translated(Begin, cancellation);

        IPointCursor Begin()
        {
            var tags = request.GroupBy.Concat(request.Columns.Where(column => column.IsTag).Select(column => column.Name));
            var plan = PlanOf(request, measurement, tags);
            if (ScanSql.Of(request, measurement, plan) is not { } scan)
            {
                return EmptyCursor.Instance;
            }

            if (Near(request, measurement, plan) is { } near)
            {
                return near;
            }

            var reader = _connections.Ask(scan.Query, ColumnsOf(scan), scan.Map);
            return new ScanCursor(request, measurement, plan, scan, () => _connections.Translated(reader.Next, cancellation), reader.Dispose);
        }
    }

    public IPointCursor? Aggregate(AggregateRequest request, CancellationToken cancellation)
    {
        if (request.LimitOfEachGroup > 0)
        {
            return null;
        }

        return MeasurementOf(request.Measurement) is { } measurement ? _connections.Translated(Reduced, cancellation) : EmptyCursor.Instance;

        IPointCursor? Reduced()
        {
            var plan = PlanOf(request, measurement, request.GroupBy);
            if (AggregateSql.Of(request, measurement, plan) is not { } sql)
            {
                return EmptyCursor.Instance;
            }

            if (Aggregation.Of(request, measurement, plan, sql, _connections.MemoryBytes) is not { } aggregation)
            {
                return null;
            }

            if (aggregation.NeedsCopies)
            {
                ChunkColumn[] columns = [ChunkColumn.Long, ChunkColumn.Int, .. sql.Fields.Select(field => KindOf(field.Type))];
                using var reader = _connections.Ask(sql.Query, columns, sql.Map);
                while (reader.Next() is { } chunk)
                {
                    aggregation.Add(chunk);
                }
            }
            else
            {
                _connections.Visit(sql.Query, sql.Map, aggregation.Add);
            }

            return aggregation.Complete();
        }
    }

    public void Dispose() => _connections.Dispose();

    // Where the first or last points of all are wanted, DuckDB looks at every time there is, unless it is told where to look. If that was too near, it is asked again.
    private ScanCursor? Near(ScanRequest request, StoredMeasurement measurement, SeriesPlan plan)
    {
        if (request.LimitOfEachGroup == 0 || plan is not { IsOfAll: true, GroupTags.Count: 1, Rests: [null] } || ExtentOf(measurement) is not { } extent
            || extent.Of(request.LimitOfEachGroup, request.IsDescending, request.MinTime, request.MaxTime) is not var (from, to)
            || ScanSql.Of(request with { MinTime = from, MaxTime = to }, measurement, plan) is not { } scan)
        {
            return null;
        }

        var chunks = new Queue<PointChunk>();
        using (var reader = _connections.Ask(scan.Query, ColumnsOf(scan), scan.Map))
        {
            while (reader.Next() is { } chunk)
            {
                chunks.Enqueue(chunk);
            }
        }

        return chunks.Sum(chunk => chunk.Rows) < request.LimitOfEachGroup
            ? null
            : new ScanCursor(request, measurement, plan, scan, () => chunks.TryDequeue(out var chunk) ? chunk : null, static () => { });
    }

    private TimeExtent? ExtentOf(StoredMeasurement measurement)
    {
        var text = $"SELECT CAST(coalesce(min(time), 0) AS BIGINT), CAST(coalesce(max(time), 0) AS BIGINT), CAST(count(*) AS BIGINT) FROM data.{measurement.PointsTable}";
        return _schema.Series.ExtentOf(measurement.PointsTable, () =>
        {
            using var reader = _connections.Ask(new(text, []), [ChunkColumn.Long, ChunkColumn.Long, ChunkColumn.Long]);
            return reader.Next() is { Rows: > 0 } chunk ? new(chunk.Values<long>(0)[0], chunk.Values<long>(1)[0], chunk.Values<long>(2)[0]) : default;
        });
    }

    private static ChunkColumn[] ColumnsOf(ScanSql scan) => [ChunkColumn.Long, ChunkColumn.Int, ChunkColumn.Int, .. scan.Fields.Select(field => KindOf(field.Type))];

    private static ChunkColumn KindOf(FieldType type) => type switch
    {
        FieldType.Float => ChunkColumn.Double,
        FieldType.Integer => ChunkColumn.Long,
        FieldType.Boolean => ChunkColumn.Boolean,
        _ => ChunkColumn.Text,
    };

    private StoredMeasurement? MeasurementOf(MeasurementKey key) => _schema.Measurements(key.Database, key.RetentionPolicy)?.GetValueOrDefault(key.Name);

    /// <summary>Reads the series, with those tags and what the condition asks for, and plans.</summary>
    private SeriesPlan PlanOf(ScanRequest request, StoredMeasurement measurement, IEnumerable<string> tags)
    {
        var asked = SeriesSql.Of(measurement, request.Where, tags);
        return SeriesPlan.Of(request, measurement, _schema.Series.Of(asked, () => Read(asked)), asked.IsComplete && !measurement.HasRemovedSeries);
    }

    private SeriesRows Read(SeriesSql asked)
    {
        using var reader = _connections.Ask(asked.Query, [ChunkColumn.Int, .. asked.Tags.Select(_ => ChunkColumn.Text)]);
        var ids = new List<int>();
        var values = asked.Tags.Select(_ => new List<string?>()).ToArray();
        while (reader.Next() is { } chunk)
        {
            ids.AddRange(chunk.Values<int>(0));
            for (var i = 0; i < values.Length; i++)
            {
                values[i].AddRange(chunk.Values<string?>(i + 1));
            }
        }

        var columns = new Dictionary<string, string?[]>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            columns.Add(asked.Tags[i], [.. values[i]]);
        }

        return new([.. ids], columns);
    }
}
