using System.Text;
using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Influx.Tests;

/// <summary>Points in memory, given as line protocol, in database <see cref="Database"/>. It computes no aggregates.</summary>
internal sealed class MemoryPointSource : IPointSource
{
    public const string Database = "db";
    public const string RetentionPolicy = "autogen";

    private readonly SortedDictionary<string, List<MemoryPoint>> _points = new(StringComparer.Ordinal);

    public MemoryPointSource(string lines)
    {
        var merged = new Dictionary<(string, string, long), MemoryPoint>();
        var reader = new LineProtocolFileReader(new MemoryStream(Encoding.UTF8.GetBytes(lines)), 0);
        while (reader.TryRead(out var entry))
        {
            var point = entry.Point ?? throw new InvalidOperationException(entry.Reason);
            var key = (point.Measurement, string.Join(',', point.Tags.Select(tag => $"{tag.Key}={tag.Value}")), point.TimeNanoseconds);
            if (!merged.TryGetValue(key, out var found))
            {
                found = new MemoryPoint(point.TimeNanoseconds, point.Tags.ToDictionary(tag => tag.Key, tag => tag.Value), []);
                merged.Add(key, found);
                _points.TryAdd(point.Measurement, []);
                _points[point.Measurement].Add(found);
            }

            foreach (var field in point.Fields)
            {
                found.Fields[field.Key] = ValueOf(field.Value);
            }
        }
    }

    /// <summary>How many scans there were.</summary>
    public int Scans { get; private set; }

    public IReadOnlyList<MeasurementKey> Find(QuerySource.Measurement source)
    {
        var pattern = source.Pattern is { } text ? QueryPattern.Of(text) : null;
        return [.. _points.Keys.Where(name => pattern?.IsMatch(name) ?? name == source.Name).Select(name => new MeasurementKey(source.Database, source.RetentionPolicy, name))];
    }

    public PointSchema SchemaOf(MeasurementKey measurement)
    {
        var points = _points.GetValueOrDefault(measurement.Name, []);
        var fields = new Dictionary<string, QueryValueKind>();
        foreach (var (name, value) in points.SelectMany(point => point.Fields))
        {
            fields.TryAdd(name, value.Kind);
        }

        return new PointSchema(fields, points.SelectMany(point => point.Tags.Keys).ToHashSet());
    }

    public IPointCursor Scan(ScanRequest request, CancellationToken cancellation)
    {
        Scans++;
        var names = new List<Expression.Reference>();
        var condition = request.Where is null ? null : ExpressionValue.CompileCondition(request.Where, name =>
        {
            names.Add((Expression.Reference)name);
            return names.Count - 1;
        });
        var rows = _points.GetValueOrDefault(request.Measurement.Name, [])
            .Where(point => point.Time >= request.MinTime && point.Time <= request.MaxTime)
            .Where(point => condition is null || condition([.. names.Select(name => point.ValueOf(name.Name, name.Cast == ReferenceCast.Tag, name.Cast.Kind))]))
            .Select(point => (Point: point, Group: request.GroupBy.Select(point.TagOf).ToArray(), Values: request.Columns.Select(column => point.ValueOf(column.Name, column.IsTag, column.Type)).ToArray()))
            .Where(row => request.Columns.Zip(row.Values).Any(pair => !pair.First.IsTag && !pair.Second.IsNull))
            .OrderBy(row => row.Group, Comparer<string[]>.Create(Compare)).ThenBy(row => row.Point.Time)
            .Select(row => (row.Group, row.Point.Time, row.Values))
            .ToList();
        if (request.IsDescending)
        {
            rows.Reverse();
        }

        return new MemoryPointCursor(rows, request.LimitOfEachGroup);
    }

    public IPointCursor? Aggregate(AggregateRequest request, CancellationToken cancellation) => null;

    private static int Compare(string[] left, string[] right) => left.Zip(right, ByteOrder.Instance.Compare).FirstOrDefault(order => order != 0);

    private static QueryValue ValueOf(FieldValue value) => value.Type switch
    {
        FieldType.Float => QueryValue.OfFloat(value.AsFloat()),
        FieldType.Integer => QueryValue.OfInteger(value.AsInteger()),
        FieldType.Boolean => QueryValue.OfBoolean(value.AsBoolean()),
        _ => QueryValue.OfString(value.AsString()),
    };
}
