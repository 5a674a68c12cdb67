using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

/// <summary>Nothing a caller says is in the text of a query for DuckDB: no name, no text, no pattern, whatever is in it.</summary>
public sealed class SqlWithoutTextTests
{
    // All that a caller says has this letter in it, so where it is not, nothing of it is.
    private const char Mark = '‡';

    private static readonly string[] Said =
    [
        "‡", "‡'; DROP TABLE points_1; --", "' OR 1=1 --‡", "\"‡\"", "$1‡", "‡/*", "*/‡", "‡\n;", "‡\\", "\0‡", "‡\uD800", "f1‡", "t2‡", "‡)", "\u2019‡", "‡%_", "?‡", "{‡}", "%s‡", "‡--",
    ];

    private static readonly BinaryOperator[] Operators =
        [BinaryOperator.Equal, BinaryOperator.NotEqual, BinaryOperator.Less, BinaryOperator.GreaterOrEqual, BinaryOperator.Matches, BinaryOperator.MatchesNot, BinaryOperator.Add, BinaryOperator.Divide];

    [Fact]
    public void Whatever_a_query_says_its_SQL_has_none_of_it()
    {
        var random = new Random(20261128);
        var measurement = Measurement();
        for (var i = 0; i < 5_000; i++)
        {
            var where = Condition(random, 0);
            var request = new ScanRequest
            {
                Measurement = new(Pick(random, Said), Pick(random, Said), measurement.Name),
                Columns = [.. Said.Where(_ => random.Next(3) == 0).Select(name => new ScanColumn(name, random.Next(3) == 0, QueryValueKind.Float))],
                GroupBy = [.. Said.Where(_ => random.Next(8) == 0)],
                Where = where,
            };

            Assert.DoesNotContain(Mark, FieldConditionSql.Of(where, measurement, []).Sql);
            Assert.DoesNotContain(Mark, SeriesSql.Of(measurement, where, Said).Query.Text);
            var plan = SeriesPlan.Of(request, measurement, Rows(), isComplete: true);
            if (ScanSql.Of(request, measurement, plan) is { } scan)
            {
                Assert.DoesNotContain(Mark, scan.Query.Text);
            }
        }
    }

    private static StoredMeasurement Measurement()
    {
        var table = new MeasurementTable(1, Said[1], null);
        FieldType[] types = [FieldType.Float, FieldType.Integer, FieldType.String, FieldType.Boolean];
        for (var i = 0; i < Said.Length; i++)
        {
            // Some names are tags, some fields, some both, some neither.
            if (i % 3 != 2)
            {
                table.Add(new StoreColumn(table.NextColumnId, Said[i], IsTag: true, FieldType.String));
            }

            if (i % 3 != 1)
            {
                table.Add(new StoreColumn(table.NextColumnId, Said[i], IsTag: false, types[i % types.Length]));
            }
        }

        return new StoredMeasurement(table);
    }

    private static SeriesRows Rows() =>
        new([1, 2, 3], Said.ToDictionary(tag => tag, tag => new string?[] { tag, null, Said[0] }, StringComparer.Ordinal));

    private static Expression Condition(Random random, int depth) => random.Next(depth < 4 ? 6 : 3) switch
    {
        < 3 => new Expression.Binary(Pick(random, Operators), Operand(random, depth), Operand(random, depth)),
        3 => new Expression.Group(Condition(random, depth + 1)),
        4 => new Expression.Binary(BinaryOperator.And, Condition(random, depth + 1), Condition(random, depth + 1)),
        _ => new Expression.Binary(BinaryOperator.Or, Condition(random, depth + 1), Condition(random, depth + 1)),
    };

    private static Expression Operand(Random random, int depth) => random.Next(depth < 4 ? 9 : 8) switch
    {
        0 or 1 => new Expression.Reference(Pick(random, Said), ReferenceCast.Tag),
        2 or 3 => new Expression.Reference(Pick(random, Said), Pick(random, ReferenceCast.None, ReferenceCast.Float, ReferenceCast.Integer, ReferenceCast.String, ReferenceCast.Boolean, ReferenceCast.Field)),
        4 or 5 => new Expression.StringValue(Pick(random, Said)),
        6 => new Expression.RegexValue(Pick(random, "‡", "‡|a", "(‡)")),
        7 => Pick<Expression>(random, new Expression.IntegerValue(long.MinValue), new Expression.NumberValue(double.NaN), new Expression.NumberValue(1e300), new Expression.BooleanValue(true), new Expression.UnsignedValue(ulong.MaxValue)),
        _ => new Expression.Call(Pick(random, Said), [Operand(random, depth + 1)]),
    };

    private static T Pick<T>(Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
