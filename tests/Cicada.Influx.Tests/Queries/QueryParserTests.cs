using Cicada.Influx.Queries;
using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("a + b * c", "a + b * c", "Add(a, Multiply(b, c))")]
    [InlineData("a * b + c", "a * b + c", "Add(Multiply(a, b), c)")]
    [InlineData("a - b - c", "a - b - c", "Subtract(Subtract(a, b), c)")]
    [InlineData("a = 1 OR b = 2 AND c = 3", "a = 1 OR b = 2 AND c = 3", "Or(Equal(a, 1), And(Equal(b, 2), Equal(c, 3)))")]
    [InlineData("(a OR b) AND c", "(a OR b) AND c", "And((Or(a, b)), c)")]
    [InlineData("a | b & c ^ d", "a | b & c ^ d", "BitwiseXor(BitwiseOr(a, BitwiseAnd(b, c)), d)")]
    [InlineData("-a", "-1 * a", "Multiply(-1, a)")]
    [InlineData("-1.5", "-1.5", "-1.5")]
    [InlineData("a <> 'b'", "a != 'b'", "NotEqual(a, 'b')")]
    [InlineData("A =~ /x\\/y/", "A =~ /x\\/y/", "Matches(A, /x\\/y/)")]
    [InlineData("MEAN(x, 5)", "mean(x, 5)", "mean(x, 5)")]
    [InlineData("90m", "90m", "90m")]
    [InlineData("1h30m", "90m", "90m")]
    [InlineData("\"a b\"::FLOAT", "\"a b\"::float", "\"a b\"::float")]
    [InlineData("'it''s'", "'it'", null)]
    [InlineData("9223372036854775808", "9223372036854775808", "9223372036854775808")]
    public void Operators_bind_as_they_should(string text, string written, string? tree)
    {
        if (tree is null)
        {
            Assert.Throws<QuerySyntaxException>(() => QueryParser.ParseExpression(text));
            return;
        }

        var expression = QueryParser.ParseExpression(text);

        Assert.Equal(written, expression.ToString());
        Assert.Equal(tree, TreeOf(expression));
    }

    [Theory]
    [InlineData("CREATE USER $n WITH PASSWORD 'x'", "ad\0p", "a NUL")]
    [InlineData("CREATE CONTINUOUS QUERY $n ON d BEGIN SELECT mean(v) INTO t FROM m GROUP BY time(1m) END", "o\0", "a NUL")]
    [InlineData("SELECT v FROM $n", "\0", "a NUL")]
    [InlineData("DROP MEASUREMENT $n", "HIGH", "the first half of a surrogate")]
    [InlineData("DROP MEASUREMENT \"LOW\"", "", "the second half, in the text itself")]
    public void A_name_is_whole(string text, string name, string because)
    {
        // Attributes hold no halves.
        (text, name) = (text.Replace("LOW", "\udc00", StringComparison.Ordinal), name.Replace("HIGH", "\ud800", StringComparison.Ordinal));
        var parameters = new Dictionary<string, QueryParameter> { ["n"] = new(QueryTokenKind.Identifier, name) };

        var refused = Record.Exception(() => QueryParser.Parse(text, parameters));

        Assert.True(refused is QuerySyntaxException { Message: var said } && said.StartsWith("invalid name: it contains a NUL or half a letter at line 1, char ", StringComparison.Ordinal), because);
    }

    [Fact]
    public void A_query_has_all_its_clauses()
    {
        var select = Select(
            "SELECT mean(\"v\") AS m, /x/ INTO a.b.c FROM db..cpu, (SELECT x FROM y), rp./z/ WHERE h = 'a' GROUP BY time(1m, 5s), * FILL(previous) "
            + "ORDER BY time DESC LIMIT 1 OFFSET 2 SLIMIT 3 SOFFSET 4 TZ('Europe/Berlin')");

        Assert.Equal([("mean(v)", "m"), ("/x/", "")], select.Fields.Select(field => (field.Value.ToString(), field.Alias)));
        Assert.Equal(new QuerySource.Measurement("a", "b", "c"), select.Into);
        Assert.Equal(new QuerySource.Measurement("db", "", "cpu"), select.Sources[0]);
        Assert.Equal("(SELECT x FROM y)", select.Sources[1].ToString());
        Assert.Equal(new QuerySource.Measurement("", "rp", "", "z"), select.Sources[2]);
        Assert.Equal("h = 'a'", select.Where?.ToString());
        Assert.Equal(["time(1m, 5s)", "*"], select.GroupBy.Select(dimension => dimension.ToString()));
        Assert.Equal(new QueryFill(FillKind.Previous), select.Fill);
        Assert.True(select.IsDescending);
        Assert.Equal((new RowRange(1, 2), new RowRange(3, 4)), (select.Rows, select.Series));
        Assert.Equal("Europe/Berlin", select.TimeZone?.Id);
    }

    [Fact]
    public void Several_statements_are_read_one_after_the_other()
    {
        var statements = QueryParser.Parse(";; SHOW DATABASES; SELECT a FROM b;");

        Assert.Equal([typeof(Statement.ShowDatabases), typeof(Statement.Select)], statements.Select(statement => statement.GetType()));
    }

    [Fact]
    public void A_parameter_stands_for_one_value_whatever_is_in_it()
    {
        var parameters = new Dictionary<string, QueryParameter>
        {
            ["host"] = new(QueryTokenKind.String, "a' OR 'x' = 'x"),
            ["pattern"] = new(QueryTokenKind.Regex, "^b/c$"),
            ["least"] = new(QueryTokenKind.Integer, "5"),
        };

        var select = (Statement.Select)QueryParser.Parse("SELECT v FROM m WHERE host = $host AND \"name\" =~ $pattern AND v > $least", parameters)[0];

        Assert.Equal("host = 'a\\' OR \\'x\\' = \\'x' AND \"name\" =~ /^b\\/c$/ AND v > 5", select.Where!.ToString());
    }

    [Fact]
    public void A_password_is_shown_by_no_statement()
    {
        var statements = QueryParser.Parse("CREATE USER u WITH PASSWORD 'hidden'; SET PASSWORD FOR u = 'hidden'");

        Assert.All(statements, statement => Assert.DoesNotContain("hidden", statement.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("(", ")", "SELECT ", "a", " FROM m")]
    [InlineData("-(", ")", "SELECT ", "a", " FROM m")]
    [InlineData("(SELECT a FROM ", ")", "SELECT a FROM ", "m", "")]
    [InlineData("f(", ")", "SELECT ", "a", " FROM m")]
    [InlineData("1 + ", "", "SELECT ", "a", " FROM m")]
    [InlineData("a = ", "", "SELECT a FROM m WHERE ", "b", "")]
    public void What_nests_deeper_than_anybody_writes_is_refused_with_a_sentence(string open, string close, string before, string core, string after)
    {
        string Nested(int levels) => before + string.Concat(Enumerable.Repeat(open, levels)) + core + string.Concat(Enumerable.Repeat(close, levels)) + after;

        Assert.Single(QueryParser.Parse(Nested(200)));
        var refusal = Assert.Throws<QuerySyntaxException>(() => QueryParser.Parse(Nested(100_000)));
        Assert.Contains("nests deeper than 1000 levels", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_again()
    {
        foreach (var statement in QueryStatements.All.Concat(QueryStatements.Mistyped(5000, seed: 1)))
        {
            if (TryParse(statement) is { } statements)
            {
                foreach (var select in statements.OfType<Statement.Select>())
                {
                    var written = QueryText.Of(select);
                    Assert.Equal(written, QueryText.Of(Select(written)));
                }
            }
        }
    }

    [Fact]
    public void Names_and_texts_of_any_characters_are_read_as_they_were_written() =>
        Gen.Select(Gen.String, Gen.String).Sample((name, text) =>
        {
            // A name or a text that goes over a line's end is none for InfluxDB, nor is a NUL.
            (name, text) = (Without(name), Without(text));
            var written = $"{QueryText.OfQuotedName(name)} = {QueryText.OfString(text)}";
            var read = (Expression.Binary)QueryParser.ParseExpression(written);
            Assert.Equal((new Expression.Reference(name), new Expression.StringValue(text)), (read.Left, read.Right));
        });

    [Fact]
    public void Whatever_is_given_is_read_or_refused_and_nothing_else_happens()
    {
        Gen.String.Sample(text => TryParse(text));
        string[] pieces =
        [
            "SELECT", "FROM", "(", ")",
            ",", "\"", "'", "/", "\\", " ", "\n", "\r", "\0", "1", "h", ".", "$", "*", "-", "--", "/*", "*/", "::", "a", "=~", "ü", "\uD800", "time", "fill", ";",
        ];
        Gen.Int[0, pieces.Length - 1].Select(at => pieces[at]).Array[0, 30].Select(string.Concat).Sample(text => TryParse(text), iter: 20_000);
    }

    private static string Without(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);

    private static Statement.Select Select(string text) => (Statement.Select)Assert.Single(QueryParser.Parse(text));

    private static IReadOnlyList<Statement>? TryParse(string text)
    {
        try
        {
            return QueryParser.Parse(text);
        }
        catch (QuerySyntaxException)
        {
            return null;
        }
    }

    private static string TreeOf(Expression expression) => expression switch
    {
        Expression.Binary binary => $"{binary.Operator}({TreeOf(binary.Left)}, {TreeOf(binary.Right)})",
        Expression.Group group => $"({TreeOf(group.Inner)})",
        _ => expression.ToString(),
    };
}
