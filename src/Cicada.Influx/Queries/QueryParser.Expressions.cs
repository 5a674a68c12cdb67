using System.Globalization;
using Cicada.Influx.Patterns;

namespace Cicada.Influx.Queries;

/// <content>Expressions.</content>
internal sealed partial class QueryParser
{
    /// <summary>
    /// Parentheses, queries and operators within each other. InfluxDB has no limit; ours is beyond what anybody writes, and keeps a hostile query from using up the stack.
    /// </summary>
    internal const int DeepestNesting = 1000;

    private Expression ParseExpression()
    {
        if (++_depth > DeepestNesting)
        {
            throw TooDeep();
        }

        var depth = _depth;
        var root = ParseUnary();
        while (BinaryOperators.Of(Peek()) is { } binary)
        {
            if (++_depth > DeepestNesting)
            {
                throw TooDeep();
            }

            Next();
            var right = binary is BinaryOperator.Matches or BinaryOperator.MatchesNot
                ? TryParseRegex() ?? throw new QuerySyntaxException(Next(), "regex")
                : ParseUnary();
            root = Insert(root, binary, right);
        }

        _depth = depth - 1;
        return root;
    }

    private QuerySyntaxException TooDeep() =>
        new(string.Create(CultureInfo.InvariantCulture, $"the query nests deeper than {DeepestNesting} levels"), _last.Position);

    // An operator goes as far to the right and down as those that are there bind less than it does.
    private static Expression.Binary Insert(Expression tree, BinaryOperator binary, Expression right) =>
        tree is Expression.Binary above && above.Operator.Strength < binary.Strength
            ? above with { Right = Insert(above.Right, binary, right) }
            : new Expression.Binary(binary, tree, right);

    private Expression ParseUnary()
    {
        var token = Next();
        switch (token.Kind)
        {
            case QueryTokenKind.Symbol when token.Text == "(":
                var inner = ParseExpression();
                ExpectSymbol(")");
                return new Expression.Group(inner);
            case QueryTokenKind.Symbol when token.Text == "*":
                return ParseWildcard();
            case QueryTokenKind.Symbol when token.Text is "+" or "-":
                return ParseSigned(isNegative: token.Text == "-");
            case QueryTokenKind.Identifier:
                return TryTakeAdjacentSymbol("(") ? ParseCall(token.Text) : ParseReference(token.Text);
            case QueryTokenKind.Keyword when token.Text == "DISTINCT":
                return ParseDistinct();
            case QueryTokenKind.Keyword when token.Text is "TRUE" or "FALSE":
                return new Expression.BooleanValue(token.Text == "TRUE");
            case QueryTokenKind.String:
                return new Expression.StringValue(token.Text);
            case QueryTokenKind.Number:
                var number = double.Parse(token.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                return double.IsFinite(number) ? new Expression.NumberValue(number) : throw new QuerySyntaxException("unable to parse number", token.Position);
            case QueryTokenKind.Integer:
                return long.TryParse(token.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? new Expression.IntegerValue(integer)
                    : ulong.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var unsigned) ? new Expression.UnsignedValue(unsigned)
                    : throw new QuerySyntaxException("unable to parse integer", token.Position);
            case QueryTokenKind.Duration:
                return DurationLiteral.Read(token.Text, out var nanoseconds) is { } problem ? throw new QuerySyntaxException(problem) : new Expression.DurationValue(nanoseconds);
            case QueryTokenKind.Regex:
                return RegexOf(token);
            case QueryTokenKind.Parameter:
                throw new QuerySyntaxException(token.Text.Length == 0 ? "empty bound parameter" : $"missing parameter: {token.Text}");
            default:
                throw new QuerySyntaxException(token, "identifier", "string", "number", "bool");
        }
    }

    private Expression.Wildcard ParseWildcard()
    {
        if (!TryTakeAdjacentSymbol("::"))
        {
            return new Expression.Wildcard();
        }

        var token = NextAdjacent();
        return token.IsKeyword("FIELD") ? new Expression.Wildcard(ReferenceCast.Field)
            : token.IsKeyword("TAG") ? new Expression.Wildcard(ReferenceCast.Tag)
            : throw new QuerySyntaxException(token, "field", "tag");
    }

    private Expression ParseSigned(bool isNegative)
    {
        var next = Peek();
        if (next.Kind is not (QueryTokenKind.Number or QueryTokenKind.Integer or QueryTokenKind.Duration or QueryTokenKind.Identifier) && !next.IsSymbol("("))
        {
            throw new QuerySyntaxException(next, "identifier", "number", "duration", "(");
        }

        return ParseUnary() switch
        {
            Expression.NumberValue number => new Expression.NumberValue(isNegative ? -number.Value : number.Value),
            Expression.IntegerValue integer => new Expression.IntegerValue(isNegative ? -integer.Value : integer.Value),
            Expression.DurationValue duration => new Expression.DurationValue(isNegative ? -duration.Nanoseconds : duration.Nanoseconds),
            Expression.UnsignedValue unsigned when !isNegative => unsigned,
            Expression.UnsignedValue { Value: (ulong)long.MaxValue + 1 } => new Expression.IntegerValue(long.MinValue),
            Expression.UnsignedValue unsigned => throw new QuerySyntaxException(string.Create(CultureInfo.InvariantCulture, $"constant -{unsigned.Value} underflows int64")),
            var other => new Expression.Binary(BinaryOperator.Multiply, new Expression.IntegerValue(isNegative ? -1 : 1), other),
        };
    }

    private Expression ParseDistinct()
    {
        if (TryTakeAdjacentSymbol("("))
        {
            return ParseCall("distinct");
        }

        if (_lexer.ReadAdjacent(_at) is { } adjacent)
        {
            throw new QuerySyntaxException(adjacent, "(", "identifier");
        }

        return new Expression.Distinct(Identifier());
    }

    private Expression.Call ParseCall(string name)
    {
        name = name.ToLowerInvariant();
        Expression? first = TryParseRegex();
        if (first is null && TryTakeSymbol(")"))
        {
            return new Expression.Call(name, []);
        }

        var arguments = new List<Expression> { first ?? ParseExpression() };
        while (TryTakeSymbol(","))
        {
            arguments.Add(TryParseRegex() ?? ParseExpression());
        }

        ExpectSymbol(")");
        return new Expression.Call(name, arguments);
    }

    private Expression.Reference ParseReference(string first)
    {
        var name = string.Join('.', Segments(first));
        if (!TryTakeAdjacentSymbol("::"))
        {
            return new Expression.Reference(name);
        }

        var token = NextAdjacent();
        if (token.Kind == QueryTokenKind.Identifier)
        {
            return new Expression.Reference(name, token.Text.ToLowerInvariant() switch
            {
                "float" => ReferenceCast.Float,
                "integer" => ReferenceCast.Integer,
                "unsigned" => ReferenceCast.Unsigned,
                "string" => ReferenceCast.String,
                "boolean" => ReferenceCast.Boolean,
                _ => throw new QuerySyntaxException(token, "float", "integer", "unsigned", "string", "boolean", "field", "tag"),
            });
        }

        return token.IsKeyword("FIELD") ? new Expression.Reference(name, ReferenceCast.Field)
            : token.IsKeyword("TAG") ? new Expression.Reference(name, ReferenceCast.Tag)
            : throw new QuerySyntaxException(token, "float", "integer", "string", "boolean", "field", "tag");
    }

    // Directly behind what was taken last; a blank there is what was found.
    private QueryToken NextAdjacent()
    {
        if (_lexer.ReadAdjacent(_at) is not { } token)
        {
            return new QueryToken(QueryTokenKind.Bad, " ", _lexer.PositionOf(_at), _at, _at + 1);
        }

        Take(token);
        return token;
    }

    /// <summary>Names with points between them, up to three. A point that is followed by a pattern or a colon is taken, and what follows is left to the caller.</summary>
    private List<string> Segments(string? first = null)
    {
        var segments = new List<string> { first ?? Identifier() };
        while (TryTakeAdjacentSymbol("."))
        {
            if (_lexer[_at] is '/' or ':')
            {
                break;
            }

            segments.Add(_lexer[_at] == '.' ? "" : Identifier());
        }

        if (segments.Count > 3)
        {
            var shown = segments.Select((segment, i) => i < segments.Count - 1 && segment.Length > 0 ? QueryText.OfQuotedName(segment) : segment.Length == 0 ? "" : QueryText.OfName(segment));
            throw new QuerySyntaxException($"too many segments in {string.Join('.', shown)}", default(QueryPosition));
        }

        return segments;
    }

    private Expression.RegexValue? TryParseRegex()
    {
        if (Peek() is { Kind: QueryTokenKind.Regex } parameter)
        {
            Take(parameter);
            return RegexOf(parameter);
        }

        if (_lexer.ReadRegex(_at) is not { } regex)
        {
            _lookedBeyond |= _lexer.IsBlankFrom(_at);
            return null;
        }

        Take(regex);
        return RegexOf(regex);
    }

    private static Expression.RegexValue RegexOf(QueryToken token)
    {
        try
        {
            QueryPattern.Of(token.Text);
        }
        catch (PatternSyntaxException exception)
        {
            throw new QuerySyntaxException(exception.Message, token.Position);
        }

        return new Expression.RegexValue(token.Text);
    }
}
