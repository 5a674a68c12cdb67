namespace Cicada.Influx.Queries;

/// <content>Statements that show what there is.</content>
internal sealed partial class QueryParser
{
    private Statement ParseShow()
    {
        var what = Next();
        switch (what.Kind == QueryTokenKind.Keyword || what.Kind == QueryTokenKind.Identifier ? what.Text : "")
        {
            case "CONTINUOUS":
                Expect("QUERIES");
                return new Statement.ShowContinuousQueries();
            case "DATABASES":
                return new Statement.ShowDatabases();
            case "DIAGNOSTICS":
                return new Statement.ShowDiagnostics(TryTake("FOR") ? Text() : "");
            case "FIELD":
                return ParseShowField();
            case "GRANTS":
                Expect("FOR");
                return new Statement.ShowGrants(Identifier());
            case "MEASUREMENT":
                return ParseCardinality(CardinalityKind.Measurements);
            case "MEASUREMENTS":
                return ParseShowMeasurements();
            case "QUERIES":
                return new Statement.ShowQueries();
            case "RETENTION":
                Expect("POLICIES");
                return new Statement.ShowRetentionPolicies(On());
            case "SERIES":
                return ParseShowSeries();
            case "SHARD":
                Expect("GROUPS");
                return new Statement.ShowShardGroups();
            case "SHARDS":
                return new Statement.ShowShards();
            case "STATS":
                return new Statement.ShowStats(TryTake("FOR") ? Text() : "");
            case "SUBSCRIPTIONS":
                return new Statement.ShowSubscriptions();
            case "TAG":
                return ParseShowTag();
            case "USERS":
                return new Statement.ShowUsers();
            default:
                throw new QuerySyntaxException(
                    what,
                    "CONTINUOUS", "DATABASES", "DIAGNOSTICS", "FIELD", "GRANTS", "MEASUREMENT", "MEASUREMENTS", "QUERIES", "RETENTION", "SERIES", "SHARD", "SHARDS",
                    "STATS", "SUBSCRIPTIONS", "TAG", "USERS");
        }
    }

    private Statement ParseShowField()
    {
        var next = Next();
        if (next.IsKeyword("KEY"))
        {
            return ParseCardinality(CardinalityKind.FieldKeys);
        }

        return next.IsKeyword("KEYS")
            ? new Statement.ShowFieldKeys(On(), ParseFrom(), ParseOrderBy(), ParseRange("LIMIT", "OFFSET"))
            : throw new QuerySyntaxException(next, "KEY", "KEYS");
    }

    private Statement ParseShowTag()
    {
        var next = Next();
        if (next.IsKeyword("KEY"))
        {
            return ParseCardinality(CardinalityKind.TagKeys);
        }

        if (next.IsKeyword("KEYS"))
        {
            return new Statement.ShowTagKeys(
                On(), ParseFrom(), Peek().IsKeyword("WITH") ? ParseTagKeyFilter() : null, ParseWhere(), ParseOrderBy(), ParseRange("LIMIT", "OFFSET"), ParseRange("SLIMIT", "SOFFSET"));
        }

        if (!next.IsKeyword("VALUES"))
        {
            throw new QuerySyntaxException(next, "KEY", "KEYS", "VALUES");
        }

        return Peek() is var exact && (exact.IsKeyword("EXACT") || exact.IsKeyword("CARDINALITY"))
            ? ParseCardinality(CardinalityKind.TagValues)
            : new Statement.ShowTagValues(On(), ParseFrom(), ParseTagKeyFilter(), ParseWhere(), ParseOrderBy(), ParseRange("LIMIT", "OFFSET"));
    }

    private Statement.ShowMeasurements ParseShowMeasurements()
    {
        var database = On();
        QuerySource.Measurement? with = null;
        if (TryTake("WITH"))
        {
            Expect("MEASUREMENT");
            var comparison = Next();
            with = comparison.IsSymbol("=") || comparison.IsSymbol("=~")
                ? (QuerySource.Measurement)ParseSource(withSubqueries: false)
                : throw new QuerySyntaxException(comparison, "=", "=~");
        }

        return new Statement.ShowMeasurements(database, with, ParseWhere(), ParseOrderBy(), ParseRange("LIMIT", "OFFSET"));
    }

    private Statement ParseShowSeries()
    {
        // "SHOW SERIES EXACT" without CARDINALITY is read as SHOW SERIES.
        var isExact = TryTake("EXACT");
        return TryTake("CARDINALITY")
            ? ParseCardinalityClauses(CardinalityKind.Series, isExact)
            : new Statement.ShowSeries(On(), ParseFrom(), ParseWhere(), ParseOrderBy(), ParseRange("LIMIT", "OFFSET"));
    }

    private Statement.ShowCardinality ParseCardinality(CardinalityKind kind)
    {
        var isExact = TryTake("EXACT");
        var next = Next();
        return next.IsKeyword("CARDINALITY") ? ParseCardinalityClauses(kind, isExact)
            : throw (isExact ? new QuerySyntaxException(next, "CARDINALITY") : new QuerySyntaxException(next, "EXACT", "CARDINALITY"));
    }

    private Statement.ShowCardinality ParseCardinalityClauses(CardinalityKind kind, bool isExact) => new(
        kind, isExact, On(), ParseFrom(), kind == CardinalityKind.TagValues ? ParseTagKeyFilter() : null, ParseWhere(), ParseGroupBy(), ParseRange("LIMIT", "OFFSET"));

    private List<QuerySource> ParseFrom() => TryTake("FROM") ? ParseSources(withSubqueries: false) : [];

    private TagKeyFilter ParseTagKeyFilter()
    {
        Expect("WITH", "KEY");
        var comparison = Next();
        if (comparison.IsKeyword("IN"))
        {
            ExpectSymbol("(");
            var keys = List(Identifier);
            ExpectSymbol(")");
            return new TagKeyFilter(keys, null, IsNegated: false);
        }

        if (comparison.IsSymbol("=") || comparison.IsSymbol("!="))
        {
            return new TagKeyFilter([Identifier()], null, comparison.IsSymbol("!="));
        }

        return comparison.IsSymbol("=~") || comparison.IsSymbol("!~")
            ? new TagKeyFilter([], (TryParseRegex() ?? throw new QuerySyntaxException(Next(), "regex")).Pattern, comparison.IsSymbol("!~"))
            : throw new QuerySyntaxException(comparison, "IN", "=", "=~");
    }
}
