using System.Globalization;
using Cicada.Influx;
using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The statements that count what others show. What InfluxDB estimates is exact here, and answered in the same form.</summary>
internal static class ShowCardinality
{
    private static readonly string[] Columns = ["count"];
    private static readonly string[] EstimateColumns = ["cardinality estimation"];

    public static IReadOnlyList<ResultRows> Answer(Statement.ShowCardinality show, StatementContext context)
    {
        if (show is { IsExact: false, Sources.Count: 0, Where: null, GroupBy.Count: 0, Rows: { Limit: 0, Offset: 0 } } && show.Kind is CardinalityKind.Series or CardinalityKind.Measurements)
        {
            return Estimate(show, context);
        }

        if (TimeCondition.Mentions(show.Where))
        {
            throw new QueryFailedException($"SHOW {NameOf(show.Kind)} CARDINALITY doesn't support time in WHERE clause");
        }

        if (show.GroupBy.Any(dimension => dimension is Expression.Call))
        {
            throw new QueryFailedException("SHOW … CARDINALITY counts what there is, at no time in particular; group it by tags, not by time");
        }

        var sources = context.Defaults.Fill(show.Sources, show.Database);
        var counted = context.Store.ReadFile(file => Counted(file, show, sources, context.Cancellation));

        // Each series of the answer has one row.
        return show.Rows.Offset > 0 ? AnswerRows.None : AnswerRows.WithMoreToCome(counted);
    }

    private static IReadOnlyList<ResultRows> Estimate(Statement.ShowCardinality show, StatementContext context)
    {
        var database = context.Defaults.Database(show.Database);
        var count = context.Store.ReadFile(file =>
        {
            var all = StoredMeasurements.Of(file, database);
            return show.Kind == CardinalityKind.Measurements ? all.Count : all.Sum(measurement => SeriesOf(file, measurement));
        });
        return AnswerRows.One(null, EstimateColumns, [[QueryValue.OfInteger(count)]]);
    }

    // A series that is in several retention policies is one.
    private static long SeriesOf(StoreFile file, NamedMeasurement measurement) => measurement.Tables is [var table]
        ? Convert.ToInt64(file.Scalar($"SELECT count(*) FROM data.{table.SeriesTable}"), CultureInfo.InvariantCulture)
        : measurement.Tables.SelectMany(one => SeriesRemoval.Read(file, one))
            .Select(tags => SeriesKey.Of("", tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))).Distinct(StringComparer.Ordinal).LongCount();

    private static IReadOnlyList<ResultRows> Counted(
        StoreFile file, Statement.ShowCardinality show, IReadOnlyList<QuerySource.Measurement> sources, CancellationToken cancellation)
    {
        var tables = new SortedDictionary<string, MeasurementTable>(ByteOrder.Instance);
        foreach (var source in sources)
        {
            foreach (var measurement in StoredMeasurements.Of(file, source))
            {
                tables.TryAdd(measurement.Name, measurement.Tables[0]);
            }
        }

        // A wildcard means the tags of all retention policies.
        var dimensions = DimensionsOf(show.GroupBy, sources.Select(source => source.Database).Distinct(StringComparer.Ordinal)
            .SelectMany(database => StoredMeasurements.Of(file, database)).Where(measurement => tables.ContainsKey(measurement.Name)).SelectMany(measurement => measurement.Tables));
        var counts = new SortedDictionary<(string Measurement, TagList Tags), HashSet<string>>(SeriesOrder.Instance);
        var wanted = TagKeyCondition.Of(show.With);
        foreach (var (name, table) in tables)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (tags, fields) in Series(file, table, show))
            {
                var group = new TagList([.. dimensions.Select(key => new PointTag(key, tags.FirstOrDefault(tag => tag.Key == key).Value ?? ""))]);
                var things = show.Kind switch
                {
                    CardinalityKind.Series => [SeriesKey.Of(name, tags)],
                    CardinalityKind.Measurements => [name],
                    CardinalityKind.TagKeys => tags.Select(tag => tag.Key),
                    CardinalityKind.TagValues => tags.Where(tag => wanted(tag.Key)).Select(tag => tag.Value),
                    _ => fields,
                };
                var key = (show.Kind == CardinalityKind.Measurements ? "" : name, group);
                foreach (var thing in things)
                {
                    if (!counts.TryGetValue(key, out var set))
                    {
                        counts.Add(key, set = new(StringComparer.Ordinal));
                    }

                    set.Add(thing);
                }
            }
        }

        return
        [
            .. counts.Select(pair => new ResultRows
            {
                Name = show.Kind == CardinalityKind.Measurements ? null : pair.Key.Measurement,
                Tags = dimensions.Count == 0 ? null : pair.Key.Tags.Tags,
                Columns = Columns,
                Rows = [[QueryValue.OfInteger(pair.Value.Count)]],
            }),
        ];
    }

    private static IEnumerable<(IReadOnlyList<PointTag> Tags, IReadOnlyList<string> Fields)> Series(StoreFile file, MeasurementTable table, Statement.ShowCardinality show)
    {
        var filter = SeriesFilter.Of(table, show.Where, FieldComparison.NoSeries);
        var columns = string.Concat(table.Tags.Select(tag => $", {tag.SqlName}"));
        var rows = filter.Read(file, $"id{columns}").ToList();
        var fields = show.Kind == CardinalityKind.FieldKeys ? FieldsOf(file, table) : [];
        return rows.Select(row => ((IReadOnlyList<PointTag>)SeriesRemoval.TagsOf(table, row), fields.GetValueOrDefault((int)row[0]!) ?? []));
    }

    /// <summary>The fields that points of each series have.</summary>
    private static Dictionary<int, IReadOnlyList<string>> FieldsOf(StoreFile file, MeasurementTable table)
    {
        var columns = string.Concat(table.Fields.Select(field => $", count({field.SqlName}) > 0"));
        return file.Query($"SELECT series{columns} FROM data.{table.PointsTable} GROUP BY series").ToList().ToDictionary(
            row => (int)row[0]!,
            row => (IReadOnlyList<string>)[.. table.Fields.Where((_, i) => (bool)row[i + 1]!).Select(field => field.Name)]);
    }

    private static IReadOnlyList<string> DimensionsOf(IReadOnlyList<Expression> groupBy, IEnumerable<MeasurementTable> tables)
    {
        var keys = tables.SelectMany(table => table.Tags).Select(tag => tag.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. groupBy.SelectMany(dimension => dimension switch
            {
                Expression.Wildcard => keys,
                Expression.RegexValue regex => keys.Where(QueryPattern.Of(regex.Pattern).IsMatch),
                Expression.Reference reference => [reference.Name],
                _ => (IEnumerable<string>)[],
            }).Distinct(StringComparer.Ordinal).Order(ByteOrder.Instance),
        ];
    }

    private static string NameOf(CardinalityKind kind) => kind switch
    {
        CardinalityKind.Series => "SERIES EXACT",
        CardinalityKind.Measurements => "MEASUREMENT EXACT",
        CardinalityKind.TagKeys => "TAG KEY EXACT",
        CardinalityKind.TagValues => "TAG VALUES EXACT",
        _ => "FIELD KEY",
    };

    private sealed record TagList(IReadOnlyList<PointTag> Tags);

    private sealed class SeriesOrder : IComparer<(string Measurement, TagList Tags)>
    {
        public static SeriesOrder Instance { get; } = new();

        public int Compare((string Measurement, TagList Tags) x, (string Measurement, TagList Tags) y)
        {
            var order = ByteOrder.Instance.Compare(x.Measurement, y.Measurement);
            for (var i = 0; order == 0 && i < x.Tags.Tags.Count; i++)
            {
                order = ByteOrder.Instance.Compare(x.Tags.Tags[i].Value, y.Tags.Tags[i].Value);
            }

            return order;
        }
    }
}
