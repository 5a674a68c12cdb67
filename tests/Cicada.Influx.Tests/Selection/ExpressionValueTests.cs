using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class ExpressionValueTests
{
    private static readonly Dictionary<string, QueryValue> Row = new()
    {
        ["i"] = QueryValue.OfInteger(7),
        ["zero"] = QueryValue.OfInteger(0),
        ["least"] = QueryValue.OfInteger(long.MinValue),
        ["most"] = QueryValue.OfInteger(long.MaxValue),
        ["u"] = QueryValue.OfUnsigned(9),
        ["f"] = QueryValue.OfFloat(2.5),
        ["s"] = QueryValue.OfString("abc"),
        ["yes"] = QueryValue.OfBoolean(true),
        ["no"] = QueryValue.OfBoolean(false),
    };

    [Theory]
    [InlineData("i + 1", "Integer 8")]
    [InlineData("i / 2", "Float 3.5")] // of whole numbers, a float
    [InlineData("i / zero", "Float 0")] // by nothing, 0
    [InlineData("f / zero", "Float 0")]
    [InlineData("i % zero", "Integer 0")]
    [InlineData("f % zero", "Float NaN")]
    [InlineData("i % 4", "Integer 3")]
    [InlineData("-i % 4", "Integer -3")]
    [InlineData("least % -1", "Integer 0")]
    [InlineData("most + 1", "Integer -9223372036854775808")] // silently
    [InlineData("i & 3", "Integer 3")]
    [InlineData("i | 8", "Integer 15")]
    [InlineData("i ^ 1", "Integer 6")]
    [InlineData("i + f", "Float 9.5")]
    [InlineData("f & 1", "Null")]
    [InlineData("u + 1", "Unsigned 10")]
    [InlineData("u - 10", "Unsigned 18446744073709551615")]
    [InlineData("u / zero", "Unsigned 0")]
    [InlineData("u / 2", "Unsigned 4")]
    [InlineData("u + f", "Float 11.5")]
    [InlineData("s + s", "Null")]
    [InlineData("s + 1", "Null")]
    [InlineData("yes & no", "Boolean False")]
    [InlineData("yes | no", "Boolean True")]
    [InlineData("yes ^ yes", "Boolean False")]
    [InlineData("yes + yes", "Null")]
    [InlineData("nothing + 1", "Null")]
    [InlineData("i * nothing", "Null")]
    [InlineData("(i + 1) * 2", "Integer 16")]
    [InlineData("abs(-i)", "Integer -7")] // whole numbers stay what they are, as in InfluxDB 1.6
    [InlineData("abs(-f)", "Float 2.5")]
    [InlineData("round(f)", "Float 3")]
    [InlineData("round(-f)", "Float -3")]
    [InlineData("floor(f)", "Float 2")]
    [InlineData("ceil(f)", "Float 3")]
    [InlineData("floor(i)", "Integer 7")]
    [InlineData("floor(s)", "Null")]
    [InlineData("sqrt(i + 2)", "Float 3")]
    [InlineData("pow(i, 2)", "Float 49")]
    [InlineData("log(8, 2)", "Float 3")]
    [InlineData("ln(-1)", "Float NaN")]
    [InlineData("atan2(0, i)", "Float 0")]
    [InlineData("sin(s)", "Null")]
    public void An_expression_has_the_value_and_the_type_InfluxDB_gives_it(string expression, string expected)
    {
        Assert.Equal(expected, Shown(ExpressionValue.Of(QueryParser.ParseExpression(expression), Value)));
    }

    [Theory]
    [InlineData("i = 7", true)]
    [InlineData("i = 7.0", true)]
    [InlineData("i != 7", false)]
    [InlineData("i / 2 = 3", true)] // in WHERE a whole number
    [InlineData("s = 'abc'", true)]
    [InlineData("s = 7", false)]
    [InlineData("s != 7", false)] // of another type: neither
    [InlineData("s > 'aaa'", false)]
    [InlineData("s =~ /b/", true)]
    [InlineData("s !~ /b/", false)]
    [InlineData("i !~ /b/", false)]
    [InlineData("nothing::tag = ''", true)]
    [InlineData("nothing::tag != ''", false)]
    [InlineData("nothing::tag !~ /x/", true)]
    [InlineData("nothing::string = ''", false)]
    [InlineData("nothing::float > 1", false)]
    [InlineData("yes = true", true)]
    [InlineData("nothing::boolean = false", false)] // a point without a field fulfils no comparison with it
    [InlineData("nothing::boolean != true", false)]
    [InlineData("nothing::string =~ /a/ OR i = 7", true)]
    [InlineData("i = 7 OR nothing::string =~ /a/", true)]
    [InlineData("nothing::float > 1 OR i = 7", true)]
    [InlineData("i = 7 AND s = 'x'", false)]
    [InlineData("least < u", true)]
    [InlineData("u > least", true)]
    [InlineData("i", false)]
    [InlineData("i > f", true)]
    public void A_condition_is_fulfilled_where_InfluxDB_says_so(string condition, bool isFulfilled)
    {
        var columns = new List<QueryValue>();
        var compiled = ExpressionValue.CompileCondition(QueryParser.ParseExpression(condition), name =>
        {
            columns.Add(Value(name));
            return columns.Count - 1;
        });

        Assert.Equal(isFulfilled, compiled([.. columns]));
    }

    [Theory]
    [InlineData("nothing::boolean = false", true)] // beside a truth value, nothing is false
    [InlineData("nothing::boolean != true", true)]
    [InlineData("nothing::float = 1", false)]
    [InlineData("nothing::string =~ /a/ OR i = 7", true)]
    public void A_condition_about_the_answer_of_another_query_takes_nothing_for_false(string condition, bool isFulfilled)
    {
        var compiled = ExpressionValue.CompileCondition(QueryParser.ParseExpression(condition), name => Value(name).IsNull ? -1 : 0, isOfAnswer: true);

        Assert.Equal(isFulfilled, compiled([Row["i"]]));
    }

    [Fact]
    public void Numbers_of_one_type_follow_the_arithmetic_of_64_bits() =>
        Gen.Select(Gen.Long, Gen.Long).Sample((left, right) =>
        {
            var (first, second) = (QueryValue.OfInteger(left), QueryValue.OfInteger(right));

            Assert.Equal(QueryValue.OfInteger(unchecked(left + right)), BinaryOperation.Of(BinaryOperator.Add, first, second));
            Assert.Equal(QueryValue.OfInteger(unchecked(left * right)), BinaryOperation.Of(BinaryOperator.Multiply, first, second));
            Assert.Equal(QueryValue.OfFloat(right == 0 ? 0 : (double)left / right), BinaryOperation.Of(BinaryOperator.Divide, first, second));
        });

    [Fact]
    public void One_comparison_of_two_numbers_is_the_opposite_of_another() =>
        Gen.Select(Number, Number).Sample((left, right) =>
        {
            var less = BinaryOperation.Of(BinaryOperator.Less, left, right).AsBoolean();

            Assert.Equal(less, BinaryOperation.Of(BinaryOperator.Greater, right, left).AsBoolean());
            Assert.NotEqual(less, BinaryOperation.Of(BinaryOperator.GreaterOrEqual, left, right).AsBoolean());
        });

    private static readonly Gen<QueryValue> Number = Gen.OneOf(
        Gen.Long.Select(QueryValue.OfInteger), Gen.ULong.Select(QueryValue.OfUnsigned), Gen.Double[-1e6, 1e6].Select(QueryValue.OfFloat));

    private static QueryValue Value(Expression name) => Row.GetValueOrDefault(((Expression.Reference)name).Name);

    private static string Shown(QueryValue value) => value.Kind switch
    {
        QueryValueKind.Float => FormattableString.Invariant($"Float {value.AsFloat()}"),
        QueryValueKind.Integer => FormattableString.Invariant($"Integer {value.AsInteger()}"),
        QueryValueKind.Unsigned => FormattableString.Invariant($"Unsigned {value.AsUnsigned()}"),
        QueryValueKind.Boolean => $"Boolean {value.AsBoolean()}",
        QueryValueKind.String => $"String {value.AsString()}",
        _ => value.Kind.ToString(),
    };
}
