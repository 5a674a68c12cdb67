using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>
/// The series SLIMIT and SOFFSET leave of a measurement. They count all series that fulfil what is said of tags, whether or not they have points in the query's
/// time, in an order of their own, even in a query that runs backwards: by the keys of those tags they have, then by the values.
/// </summary>
internal sealed class SeriesRange
{
    private readonly HashSet<StreamSeries> _wanted;

    private SeriesRange(IEnumerable<StreamSeries> wanted) => _wanted = wanted.ToHashSet(SeriesEquality.Instance);

    /// <summary>Whether nothing is left whatever there is: an offset without a limit.</summary>
    public static bool IsEmpty(RowRange series) => series is { Limit: 0, Offset: > 0 };

    /// <summary>Whether any series is left.</summary>
    public static bool HasAny(SelectScope scope, PreparedSource.Measurement measurement)
    {
        if (IsEmpty(scope.Series))
        {
            return false;
        }

        if (Of(scope, measurement) is { } range)
        {
            return range._wanted.Count > 0;
        }

        using var cursor = scope.Run.Points.Scan(RequestOfSeries(scope, measurement), scope.Run.Cancellation);
        return cursor.Read();
    }

    /// <summary>The series left, or null for all.</summary>
    public static SeriesRange? Of(SelectScope scope, PreparedSource.Measurement measurement)
    {
        if (scope.Series.Limit == 0)
        {
            return null;
        }

        using var cursor = scope.Run.Points.Scan(RequestOfSeries(scope, measurement), scope.Run.Cancellation);
        var groups = new List<StreamSeries>();
        var number = -1;
        while (cursor.Read())
        {
            scope.Run.Step();
            if (cursor.Group != number)
            {
                number = cursor.Group;
                groups.Add(new StreamSeries(measurement.Key.Name, scope.Order, [.. cursor.GroupTags]));
            }
        }

        return new SeriesRange(groups
            .OrderBy(KeyOf, ByteOrder.Instance)
            .Skip((int)Math.Min(scope.Series.Offset, int.MaxValue)).Take((int)Math.Min(scope.Series.Limit, int.MaxValue)));
    }

    public bool Contains(StreamSeries group) => _wanted.Contains(group);

    private static ScanRequest RequestOfSeries(SelectScope scope, PreparedSource.Measurement measurement) => new()
    {
        Measurement = measurement.Key,
        Columns = [.. measurement.Schema.Fields.Select(field => new ScanColumn(field.Key, false, field.Value))],
        GroupBy = scope.Order,
        Where = AboutTags(scope.Where),
        LimitOfEachGroup = 1,
    };

    private static string KeyOf(StreamSeries series)
    {
        int[] present = [.. Enumerable.Range(0, series.Keys.Count).Where(key => series.Values[key].Length > 0)];
        return string.Join('|', [.. present.Select(key => series.Keys[key]), .. present.Select(key => series.Values[key])]);
    }

    private static Expression? AboutTags(Expression? condition) => condition switch
    {
        Expression.Group group => AboutTags(group.Inner),
        Expression.Binary { Operator: BinaryOperator.And } both => (AboutTags(both.Left), AboutTags(both.Right)) switch
        {
            ({ } left, { } right) => new Expression.Binary(BinaryOperator.And, left, right),
            var (left, right) => left ?? right,
        },
        Expression.Binary { Operator: BinaryOperator.Or } either =>
            AboutTags(either.Left) is { } left && AboutTags(either.Right) is { } right ? new Expression.Group(new Expression.Binary(BinaryOperator.Or, left, right)) : null,
        not null => condition.Walk().OfType<Expression.Reference>().All(reference => reference.Cast == ReferenceCast.Tag) ? condition : null,
        null => null,
    };
}
