using System.Globalization;

namespace Cicada.Influx.Queries;

/// <summary>
/// Reads statements of InfluxQL. It says of a text exactly what InfluxDB 1.x says of it: a tree of what was written, or the same sentence about what is
/// wrong with it and where.
/// </summary>
/// <remarks>
/// By descent, one method for each clause, because the errors name what may stand at a place, and that is only plain where the places are. Whether
/// what was written makes sense (functions, mixtures of aggregates and fields) is not known here.
/// </remarks>
internal sealed partial class QueryParser
{
    private readonly QueryLexer _lexer;
    private readonly IReadOnlyDictionary<string, QueryParameter> _parameters;
    private QueryToken _last;
    private int _at;
    private int _depth;

    // Whoever has looked for a pattern and found the end has read the end once already.
    private bool _lookedBeyond;

    private QueryParser(string text, IReadOnlyDictionary<string, QueryParameter>? parameters)
    {
        _lexer = new QueryLexer(text);
        _parameters = parameters ?? new Dictionary<string, QueryParameter>();
    }

    /// <summary>Reads all statements of a text, separated by semicolons.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parameters">The values of its parameters, by their names.</param>
    /// <exception cref="QuerySyntaxException">It is not InfluxQL.</exception>
    public static IReadOnlyList<Statement> Parse(string text, IReadOnlyDictionary<string, QueryParameter>? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new QueryParser(text, parameters);
        var statements = new List<Statement>();
        var isSeparated = true;
        while (true)
        {
            var next = parser.Peek();
            if (next.Kind == QueryTokenKind.End)
            {
                return statements;
            }

            if (next.IsSymbol(";"))
            {
                parser.Next();
                isSeparated = true;
                continue;
            }

            if (!isSeparated)
            {
                throw new QuerySyntaxException(next, ";");
            }

            statements.Add(parser.ParseStatement());
            isSeparated = false;
        }
    }

    /// <summary>Reads one expression, for instance a condition.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="QuerySyntaxException">It is none, or more than one.</exception>
    public static Expression ParseExpression(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new QueryParser(text, null);
        var expression = parser.ParseExpression();
        return parser.Peek() is { Kind: QueryTokenKind.End } ? expression : throw new QuerySyntaxException(parser.Peek(), "EOF");
    }

    private Statement ParseStatement()
    {
        var first = Next();
        return first.Kind == QueryTokenKind.Keyword ? first.Text switch
        {
            "SELECT" => ParseSelect(TargetRule.Allowed),
            "DELETE" => ParseDelete(),
            "SHOW" => ParseShow(),
            "CREATE" => ParseCreate(),
            "DROP" => ParseDrop(),
            "EXPLAIN" => ParseExplain(),
            "GRANT" => ParseGrant(),
            "REVOKE" => ParseRevoke(),
            "ALTER" => ParseAlter(),
            "SET" => ParseSetPassword(),
            "KILL" => ParseKillQuery(),
            _ => throw NoStatement(first),
        } : throw NoStatement(first);
    }

    private static QuerySyntaxException NoStatement(QueryToken found) =>
        new(found, "SELECT", "DELETE", "SHOW", "CREATE", "DROP", "EXPLAIN", "GRANT", "REVOKE", "ALTER", "SET", "KILL");

    private QueryToken Peek() => Substituted(_lexer.Read(_at, _lookedBeyond));

    private QueryToken Next()
    {
        var token = Peek();
        Take(token);
        return token;
    }

    private void Take(QueryToken token)
    {
        _at = token.End;
        _last = token;
    }

    private QueryToken Substituted(QueryToken token)
    {
        var said = token.Kind == QueryTokenKind.Parameter && _parameters.TryGetValue(token.Text, out var value) ? token with { Kind = value.Kind, Text = value.Text } : token;

        // The one door for names: what keeps them would end them at a NUL, and two names be one.
        return said.Kind == QueryTokenKind.Identifier && !WholeText.Is(said.Text)
            ? throw new QuerySyntaxException("invalid name: it contains a NUL or half a letter", said.Position)
            : said;
    }

    /// <summary>Takes a word of the language if it is next.</summary>
    private bool TryTake(string keyword)
    {
        var next = Peek();
        if (!next.IsKeyword(keyword))
        {
            return false;
        }

        Take(next);
        return true;
    }

    private void Expect(params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            var next = Next();
            if (!next.IsKeyword(keyword))
            {
                throw new QuerySyntaxException(next, keyword);
            }
        }
    }

    private void ExpectSymbol(string symbol)
    {
        var next = Next();
        if (!next.IsSymbol(symbol))
        {
            throw new QuerySyntaxException(next, symbol);
        }
    }

    private bool TryTakeSymbol(string symbol)
    {
        var next = Peek();
        if (!next.IsSymbol(symbol))
        {
            return false;
        }

        Take(next);
        return true;
    }

    private bool TryTakeAdjacentSymbol(string symbol)
    {
        if (_lexer.ReadAdjacent(_at) is not { } next || !next.IsSymbol(symbol))
        {
            return false;
        }

        Take(next);
        return true;
    }

    private string Identifier()
    {
        var next = Next();
        return next.Kind == QueryTokenKind.Identifier ? next.Text : throw new QuerySyntaxException(next, "identifier");
    }

    private string Text()
    {
        var next = Next();
        return next.Kind == QueryTokenKind.String ? next.Text : throw new QuerySyntaxException(next, "string");
    }

    private ulong UnsignedInteger()
    {
        var next = Next();
        return next.Kind != QueryTokenKind.Integer ? throw new QuerySyntaxException(next, "integer")
            : ulong.TryParse(next.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new QuerySyntaxException($"strconv.ParseUint: parsing \"{next.Text}\": value out of range", next.Position);
    }

    private int SmallInteger(int least)
    {
        var next = Next();
        if (next.Kind != QueryTokenKind.Integer)
        {
            throw new QuerySyntaxException(next, "integer");
        }

        if (!long.TryParse(next.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new QuerySyntaxException($"strconv.Atoi: parsing \"{next.Text}\": value out of range", next.Position);
        }

        return number >= least && number <= int.MaxValue
            ? (int)number
            : throw new QuerySyntaxException(string.Create(CultureInfo.InvariantCulture, $"invalid value {number}: must be {least} <= n <= {int.MaxValue}"), next.Position);
    }

    /// <summary>A duration in nanoseconds; <c>INF</c> is 0.</summary>
    private long Duration()
    {
        var next = Next();
        return next.IsKeyword("INF") ? 0
            : next.Kind != QueryTokenKind.Duration ? throw new QuerySyntaxException(next, "duration")
            : DurationLiteral.Read(next.Text, out var nanoseconds) is { } problem ? throw new QuerySyntaxException(problem, next.Position)
            : nanoseconds;
    }

    private List<T> List<T>(Func<T> one)
    {
        var list = new List<T> { one() };
        while (TryTakeSymbol(","))
        {
            list.Add(one());
        }

        return list;
    }

    private string On() => TryTake("ON") ? Identifier() : "";
}
