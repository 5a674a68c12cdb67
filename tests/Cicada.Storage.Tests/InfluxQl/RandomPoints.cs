using Cicada.Influx;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>Random points of one measurement, of few values so that they meet, and random questions about them.</summary>
internal sealed class RandomPoints(Random random)
{
    private static readonly string[] Hosts = ["", "a", "b", "é", "a,b"];

    private static readonly BinaryOperator[] Comparisons =
        [BinaryOperator.Equal, BinaryOperator.NotEqual, BinaryOperator.Less, BinaryOperator.LessOrEqual, BinaryOperator.Greater, BinaryOperator.GreaterOrEqual];

    public static readonly ScanColumn[] Columns =
    [
        QueriedStore.Float("f"), QueriedStore.Integer("i"), QueriedStore.Boolean("b"), QueriedStore.Text("s"), QueriedStore.Tag("host"), QueriedStore.Tag("zone"),
    ];

    /// <summary>Points with some of the fields <c>f</c>, <c>i</c>, <c>b</c>, <c>s</c> and the tags <c>host</c> and <c>zone</c>; no two are the same.</summary>
    public List<Point> Some(int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ => Point()).DistinctBy(point => (point.TimeNanoseconds, string.Join('|', point.Tags.Select(tag => $"{tag.Key}={tag.Value}")))),
    ];

    public Expression Condition(int depth) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => new Expression.Binary(Pick(Comparisons), Operand(depth), Operand(depth)),
        1 => new Expression.Binary(Pick(BinaryOperator.Equal, BinaryOperator.NotEqual), Tag(), new Expression.StringValue(Pick(Hosts))),
        2 => new Expression.Binary(
            Pick(BinaryOperator.Matches, BinaryOperator.MatchesNot), Pick<Expression>(Tag(), Field("s", ReferenceCast.String)), new Expression.RegexValue(Pick("a", "^$", "b|é", "", "[^a]$"))),
        3 => new Expression.Group(Condition(depth - 1)),
        _ => new Expression.Binary(Pick(BinaryOperator.And, BinaryOperator.Or), Condition(depth - 1), Condition(depth - 1)),
    };

    public AggregateRequest Aggregate() => new()
    {
        Measurement = QueriedStore.Key("m"),
        Columns = Columns,
        Calls = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Call())],
        GroupBy = Pick<string[]>([], ["host"], ["zone"], ["host", "zone"]),
        Where = random.Next(3) == 0 ? Condition(2) : null,
        MinTime = Pick(-60L, 0, LineProtocolLimits.FirstTime),
        MaxTime = Pick(55L, LineProtocolLimits.LastTime),
        IsDescending = random.Next(2) == 0,
        Intervals = Pick(null, new IntervalGrid(7), new IntervalGrid(20, 3), new IntervalGrid(1)),
    };

    /// <summary>A question for single points, with their times.</summary>
    public AggregateRequest Selection()
    {
        var column = random.Next(4);
        var function = column switch
        {
            0 or 1 => Pick("min", "max", "first", "last", "percentile"),
            _ => Pick("first", "last"),
        };
        return Aggregate() with { Calls = [new(function, column, function == "percentile" ? Pick(1, 25, 50, 90, 99.9, 101) : 0)], Intervals = null, KeepsTimes = true };
    }

    public T Pick<T>(params T[] from) => from[random.Next(from.Length)];

    private AggregateCall Call()
    {
        var column = random.Next(4);
        string[] functions = column switch
        {
            0 or 1 => ["count", "sum", "mean", "min", "max", "first", "last", "spread", "stddev", "median", "percentile"],
            2 => ["count", "min", "max", "first", "last"],
            _ => ["count", "first", "last"],
        };
        var function = Pick(functions);
        return new(function, column, function == "percentile" ? Pick(1, 25, 50, 90, 99.9, 101) : 0);
    }

    private Point Point()
    {
        var fields = new List<PointField>();
        if (random.Next(3) > 0)
        {
            fields.Add(new("f", FieldValue.Float(Pick(-1.5, 0, 1, 2, 2.5, 1e300))));
        }

        if (random.Next(2) > 0)
        {
            fields.Add(new("i", FieldValue.Integer(Pick(-1, 0, 1, 2, long.MaxValue, long.MinValue))));
        }

        if (random.Next(2) > 0)
        {
            fields.Add(new("b", FieldValue.Boolean(random.Next(2) == 0)));
        }

        if (random.Next(2) > 0 || fields.Count == 0)
        {
            fields.Add(new("s", FieldValue.String(Pick("", "a", "b", "é", "it's"))));
        }

        var tags = new List<PointTag> { new("host", Pick(Hosts)), new("zone", Pick("x", "y", "")) };
        return new Point("m", [.. tags.Where(tag => tag.Value.Length > 0)], fields, random.Next(-60, 60));
    }

    private Expression Operand(int depth) => random.Next(depth > 0 ? 9 : 7) switch
    {
        0 => Field("f", Pick(ReferenceCast.Float, ReferenceCast.Float, ReferenceCast.Integer, ReferenceCast.Field)),
        1 => Field("i", Pick(ReferenceCast.Integer, ReferenceCast.Integer, ReferenceCast.Float, ReferenceCast.String)),
        2 => Field("b", ReferenceCast.Boolean),
        3 => Field(Pick("s", "gone"), ReferenceCast.String),
        4 => Pick<Expression>(new Expression.IntegerValue(Pick(0, 1, 2, long.MaxValue)), new Expression.NumberValue(Pick(0, 1, 2.5))),
        5 => Pick<Expression>(new Expression.StringValue(Pick("", "a", "it's")), new Expression.BooleanValue(random.Next(2) == 0)),
        6 => Tag(),
        _ => new Expression.Binary(Pick(BinaryOperator.Add, BinaryOperator.Multiply, BinaryOperator.Modulo), Operand(depth - 1), Operand(depth - 1)),
    };

    private Expression.Reference Tag() => new(Pick("host", "zone", "none"), ReferenceCast.Tag);

    private static Expression.Reference Field(string name, ReferenceCast cast) => new(name, cast);
}
