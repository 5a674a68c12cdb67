using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Influx.Streams;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>What the store computes is what comes of computing it with the points themselves.</summary>
public sealed class ScanPropertyTests
{
    private const int Questions = 150;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_condition_lets_those_points_through_that_fulfil_it(int seed)
    {
        var made = new RandomPoints(new Random(seed));
        using var store = Store(made);
        using var points = store.Open();
        var request = new ScanRequest { Measurement = QueriedStore.Key("m"), Columns = RandomPoints.Columns };
        var all = Rows(points, request);
        for (var i = 0; i < Questions; i++)
        {
            var where = made.Condition(3);
            var references = where.Walk().OfType<Expression.Reference>().Distinct().ToList();
            var fulfilled = ExpressionValue.CompileCondition(where, name => references.IndexOf((Expression.Reference)name));

            // The values a condition sees are those a scan gives of the same names.
            var columns = references.ConvertAll(name => new ScanColumn(name.Name, name.Cast == ReferenceCast.Tag, KindOf(name)));
            var seen = Rows(points, request with { Columns = [.. RandomPoints.Columns, .. columns] });
            var expected = all.Zip(seen).Where(pair => fulfilled(pair.Second.Values.AsSpan(RandomPoints.Columns.Length))).Select(pair => Text(pair.First));

            var found = Rows(points, request with { Where = where });

            Assert.True(expected.SequenceEqual(found.Select(Text)), $"{where}\nexpected\n{string.Join('\n', expected)}\nfound\n{string.Join('\n', found.Select(Text))}");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void An_aggregate_is_what_comes_of_reducing_the_points_of_a_scan(int seed)
    {
        var made = new RandomPoints(new Random(seed));
        using var store = Store(made);
        using var points = store.Open();
        for (var i = 0; i < Questions; i++)
        {
            var request = i % 2 == 0 ? made.Aggregate() : made.Selection();
            var expected = Reduced(points, request);

            using var cursor = points.Aggregate(request, TestContext.Current.CancellationToken)!;
            var found = new List<(string Place, QueryValue[] Values)>();
            while (cursor.Read())
            {
                found.Add(($"{string.Join(',', cursor.GroupTags)} {cursor.Time}", [.. request.Calls.Select((_, call) => cursor[call])]));
            }

            Assert.Equal(expected.Select(row => row.Place), found.Select(row => row.Place));
            Assert.All(expected.Zip(found), pair => Assert.True(
                pair.First.Values.Zip(pair.Second.Values).All(values => AreSame(values.First, values.Second)),
                $"{string.Join(' ', request.Calls)} {pair.First.Place}: expected {string.Join(' ', pair.First.Values.Select(QueriedStore.TextOf))}, found {string.Join(' ', pair.Second.Values.Select(QueriedStore.TextOf))}"));
        }
    }

    private static QueriedStore Store(RandomPoints made)
    {
        var store = new QueriedStore();
        store.Store.Write("db", null, made.Some(150));
        return store;
    }

    private static List<(string Place, long Time, QueryValue[] Values)> Rows(IPointSource points, ScanRequest request)
    {
        using var cursor = points.Scan(request, TestContext.Current.CancellationToken);
        var rows = new List<(string, long, QueryValue[])>();
        while (cursor.Read())
        {
            rows.Add((string.Join(',', cursor.GroupTags), cursor.Time, [.. request.Columns.Select((_, column) => cursor[column])]));
        }

        return rows;
    }

    private static string Text((string Place, long Time, QueryValue[] Values) row) =>
        $"{row.Time} {string.Join(' ', row.Values.Select(QueriedStore.TextOf))}";

    private static List<(string Place, QueryValue[] Values)> Reduced(IPointSource points, AggregateRequest request)
    {
        var windows = new TimeWindows(request.Intervals, request.MinTime, request.MaxTime);
        var rows = Rows(points, new ScanRequest
        {
            Measurement = request.Measurement,
            Columns = [.. request.Calls.Select(call => request.Columns[call.Column])],
            GroupBy = request.GroupBy,
            Where = request.Where,
            MinTime = request.MinTime,
            MaxTime = request.MaxTime,
            IsDescending = request.IsDescending,
        });
        return
        [
            .. rows.GroupBy(row => (row.Place, Start: request.Intervals is null ? request.MinTime : windows.Of(row.Time).Start))
                .Select(cell => (cell.Key, Points: request.Calls.Select((call, place) => Reduced(call, cell.Select(row => (row.Time, row.Values[place])))).ToArray()))
                .Where(row => row.Points.Any(point => point is not null))
                .Select(row => ($"{row.Key.Place} {(request.KeepsTimes ? row.Points[0]!.Value.Time : row.Key.Start)}", row.Points.Select(point => point?.Value ?? QueryValue.Null).ToArray())),
        ];
    }

    private static StreamPoint? Reduced(AggregateCall call, IEnumerable<(long Time, QueryValue Value)> values)
    {
        var reduction = Aggregates.Of(new Expression.Call(call.Function, [new Expression.Reference("f"), new Expression.NumberValue(call.Argument)]))();
        var present = values.Where(one => !one.Value.IsNull).ToList();
        var results = new List<StreamPoint>();
        present.ForEach(one => reduction.Add(new StreamPoint(null!, one.Time, one.Value, null)));
        if (present.Count > 0)
        {
            reduction.Emit(results);
        }

        return results.Count == 0 ? null : results[0];
    }

    // Sums of another order differ in their last digits.
    private static bool AreSame(QueryValue one, QueryValue other) => one.Kind == QueryValueKind.Float && other.Kind == QueryValueKind.Float
        ? one.AsFloat().Equals(other.AsFloat()) || Math.Abs(one.AsFloat() - other.AsFloat()) <= 1e-9 * Math.Abs(one.AsFloat())
        : one == other;

    private static QueryValueKind KindOf(Expression.Reference name) => name.Cast switch
    {
        ReferenceCast.Float => QueryValueKind.Float,
        ReferenceCast.Integer => QueryValueKind.Integer,
        ReferenceCast.Boolean => QueryValueKind.Boolean,
        ReferenceCast.Field => QueryValueKind.Null,
        _ => QueryValueKind.String,
    };
}
