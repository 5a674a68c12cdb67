using System.Globalization;

namespace Cicada.Influx.Queries;

/// <content>Queries and their clauses.</content>
internal sealed partial class QueryParser
{
    private Statement.Select ParseSelect(TargetRule target)
    {
        var fields = List(ParseField);
        var into = ParseInto(target);
        Expect("FROM");
        var sources = ParseSources(withSubqueries: true);
        var where = ParseWhere();
        var groupBy = ParseGroupBy();
        var fill = ParseFill();
        var hasOrder = Peek().IsKeyword("ORDER");
        return new Statement.Select
        {
            Fields = fields,
            Into = into,
            Sources = sources,
            Where = where,
            GroupBy = groupBy,
            Fill = fill,
            HasOrder = hasOrder,
            IsDescending = ParseOrderBy(),
            Rows = ParseRange("LIMIT", "OFFSET"),
            Series = ParseRange("SLIMIT", "SOFFSET"),
            TimeZone = ParseTimeZone(),
        };
    }

    private Statement.Explain ParseExplain()
    {
        var analyze = TryTake("ANALYZE");
        Expect("SELECT");
        return new Statement.Explain(ParseSelect(TargetRule.Allowed), analyze);
    }

    private SelectField ParseField()
    {
        Expression value;
        if (TryParseRegex() is { } regex)
        {
            value = regex;
        }
        else
        {
            var position = Peek().Position;
            value = ParseExpression();
            if (value.Walk().OfType<Expression.Binary>().FirstOrDefault(binary => binary.Operator.IsCondition) is { } condition)
            {
                throw new QuerySyntaxException(
                    $"invalid operator {condition.Operator.Symbol} in SELECT clause at {position}; operator is intended for WHERE clause");
            }
        }

        return new SelectField(value, TryTake("AS") ? Identifier() : "");
    }

    private QuerySource.Measurement? ParseInto(TargetRule rule)
    {
        if (!TryTake("INTO"))
        {
            return rule == TargetRule.Required ? throw new QuerySyntaxException(Next(), "INTO") : null;
        }

        var segments = Segments();
        if (segments.Count < 3 && _lexer[_at] == ':')
        {
            ExpectSymbol(":");
            Expect("MEASUREMENT");
            segments.Add("");
        }

        return MeasurementOf(segments, null);
    }

    private List<QuerySource> ParseSources(bool withSubqueries) => List(() => ParseSource(withSubqueries));

    private QuerySource ParseSource(bool withSubqueries)
    {
        if (TryParseRegex() is { } regex)
        {
            return new QuerySource.Measurement("", "", "", regex.Pattern);
        }

        if (withSubqueries && TryTakeSymbol("("))
        {
            if (++_depth > DeepestNesting)
            {
                throw TooDeep();
            }

            Expect("SELECT");
            var query = ParseSelect(TargetRule.Allowed);
            ExpectSymbol(")");
            _depth--;
            return new QuerySource.Subquery(query);
        }

        var segments = Segments();
        if (segments.Count < 3 && _lexer.ReadBlankBeforeSlash(_at) is { } blank)
        {
            // InfluxDB takes the slash for the beginning of a pattern, even that of a comment.
            throw new QuerySyntaxException(blank, "regex");
        }

        return MeasurementOf(segments, segments.Count < 3 && _lexer[_at] == '/' ? TryParseRegex()?.Pattern : null);
    }

    private static QuerySource.Measurement MeasurementOf(List<string> segments, string? pattern)
    {
        // A pattern is the last segment.
        string[] all = pattern is null ? [.. segments] : [.. segments, ""];
        return all switch
        {
            [var database, var policy, var name] => new(database, policy, name, pattern),
            [var policy, var name] => new("", policy, name, pattern),
            _ => new("", "", all[0], pattern),
        };
    }

    private Expression? ParseWhere() => TryTake("WHERE") ? ParseExpression() : null;

    private List<Expression> ParseGroupBy()
    {
        if (!TryTake("GROUP"))
        {
            return [];
        }

        Expect("BY");
        return List(() => TryParseRegex() ?? ParseExpression());
    }

    private QueryFill ParseFill()
    {
        if (!IsCallNext("fill"))
        {
            return default;
        }

        if (ParseExpression() is not Expression.Call call)
        {
            throw new QuerySyntaxException("fill must be a function call");
        }

        if (call.Arguments.Count != 1)
        {
            throw new QuerySyntaxException("fill requires an argument, e.g.: 0, null, none, previous, linear");
        }

        // The words are in small letters, unlike those of the language.
        return call.Arguments[0].ToString() switch
        {
            "null" => new(FillKind.Null),
            "none" => new(FillKind.None),
            "previous" => new(FillKind.Previous),
            "linear" => new(FillKind.Linear),
            _ => call.Arguments[0] switch
            {
                Expression.IntegerValue integer => new(FillKind.Number, integer.Value),
                Expression.NumberValue number => new(FillKind.Number, number.Value),
                _ => throw new QuerySyntaxException("expected number argument in fill()"),
            },
        };
    }

    private TimeZoneInfo? ParseTimeZone()
    {
        if (!IsCallNext("tz"))
        {
            return null;
        }

        if (ParseExpression() is not Expression.Call call)
        {
            throw new QuerySyntaxException("tz must be a function call");
        }

        if (call.Arguments.Count != 1)
        {
            throw new QuerySyntaxException("tz requires exactly one argument");
        }

        if (call.Arguments[0] is not Expression.StringValue name)
        {
            throw new QuerySyntaxException("expected string argument in tz()");
        }

        if (name.Value == "Local")
        {
            return TimeZoneInfo.Local;
        }

        // The names of zones are told apart by capitals.
        return TimeZoneInfo.TryFindSystemTimeZoneById(name.Value.Length == 0 ? "UTC" : name.Value, out var zone) && (zone.Id == name.Value || name.Value.Length == 0)
            ? zone
            : throw new QuerySyntaxException($"unable to find time zone {name.Value}");
    }

    private bool IsCallNext(string name) => Peek() is { Kind: QueryTokenKind.Identifier } next && next.Text.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the latest come first.</summary>
    private bool ParseOrderBy()
    {
        const string onlyTime = "only ORDER BY time supported at this time";
        if (!TryTake("ORDER"))
        {
            return false;
        }

        Expect("BY");
        var first = Next();
        var isDescending = first.IsKeyword("DESC");
        if (first.Kind == QueryTokenKind.Identifier)
        {
            isDescending = ParseDirection();
            if (first.Text != "time")
            {
                throw new QuerySyntaxException(onlyTime);
            }
        }
        else if (!first.IsKeyword("ASC") && !isDescending)
        {
            throw new QuerySyntaxException(first, "identifier", "ASC", "DESC");
        }

        var more = 0;
        while (TryTakeSymbol(","))
        {
            Identifier();
            ParseDirection();
            more++;
        }

        return more == 0 ? isDescending : throw new QuerySyntaxException(onlyTime);
    }

    private bool ParseDirection() => TryTake("DESC") || (TryTake("ASC") && false);

    private RowRange ParseRange(string limit, string offset) => new(ParseCount(limit), ParseCount(offset));

    private long ParseCount(string keyword)
    {
        if (!TryTake(keyword))
        {
            return 0;
        }

        var next = Next();
        return next.Kind != QueryTokenKind.Integer ? throw new QuerySyntaxException(next, "integer")
            : long.TryParse(next.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : long.MaxValue;
    }
}
