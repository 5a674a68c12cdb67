namespace Cicada.Influx.Queries;

/// <content>Statements that show what there is.</content>
internal static partial class StatementText
{
    private static string OfShow(Statement statement) => statement switch
    {
        Statement.ShowDatabases => "SHOW DATABASES",
        Statement.ShowRetentionPolicies show => "SHOW RETENTION POLICIES" + On(show.Database),
        Statement.ShowMeasurements show =>
            "SHOW MEASUREMENTS" + On(show.Database) + With(show.With) + Where(show.Where) + Order(show.IsDescending) + Range(show.Rows, "LIMIT", "OFFSET"),
        Statement.ShowSeries show => "SHOW SERIES" + On(show.Database) + From(show.Sources) + Where(show.Where) + Order(show.IsDescending) + Range(show.Rows, "LIMIT", "OFFSET"),
        Statement.ShowTagKeys show =>
            "SHOW TAG KEYS" + On(show.Database) + From(show.Sources) + With(show.With) + Where(show.Where) + Order(show.IsDescending)
            + Range(show.Rows, "LIMIT", "OFFSET") + Range(show.Series, "SLIMIT", "SOFFSET"),
        Statement.ShowTagValues show =>
            "SHOW TAG VALUES" + On(show.Database) + From(show.Sources) + With(show.With) + Where(show.Where) + Order(show.IsDescending) + Range(show.Rows, "LIMIT", "OFFSET"),
        Statement.ShowFieldKeys show => "SHOW FIELD KEYS" + On(show.Database) + From(show.Sources) + Order(show.IsDescending) + Range(show.Rows, "LIMIT", "OFFSET"),
        Statement.ShowCardinality show =>
            $"SHOW {Of(show.Kind)} {(show.IsExact ? "EXACT " : "")}CARDINALITY" + On(show.Database) + From(show.Sources) + With(show.With) + Where(show.Where)
            + (show.GroupBy.Count == 0 ? "" : " GROUP BY " + string.Join(", ", show.GroupBy.Select(QueryText.Of))) + Range(show.Rows, "LIMIT", "OFFSET"),
        Statement.ShowUsers => "SHOW USERS",
        Statement.ShowGrants show => "SHOW GRANTS FOR " + Name(show.User),
        Statement.ShowQueries => "SHOW QUERIES",
        Statement.ShowShards => "SHOW SHARDS",
        Statement.ShowShardGroups => "SHOW SHARD GROUPS",
        Statement.ShowStats show => "SHOW STATS" + For(show.Module),
        Statement.ShowDiagnostics show => "SHOW DIAGNOSTICS" + For(show.Module),
        Statement.ShowSubscriptions => "SHOW SUBSCRIPTIONS",
        Statement.ShowContinuousQueries => "SHOW CONTINUOUS QUERIES",
        _ => throw new ArgumentOutOfRangeException(nameof(statement)),
    };

    private static string Of(CardinalityKind kind) => kind switch
    {
        CardinalityKind.Series => "SERIES",
        CardinalityKind.Measurements => "MEASUREMENT",
        CardinalityKind.TagKeys => "TAG KEY",
        CardinalityKind.TagValues => "TAG VALUES",
        _ => "FIELD KEY",
    };

    private static string With(QuerySource.Measurement? source) =>
        source is null ? "" : $" WITH MEASUREMENT {(source.Pattern is null ? "=" : "=~")} {QueryText.Of((QuerySource)source)}";

    private static string With(TagKeyFilter? filter) => filter switch
    {
        null => "",
        { Pattern: { } pattern } => $" WITH KEY {(filter.IsNegated ? "!~" : "=~")} {QueryText.Of(new Expression.RegexValue(pattern))}",
        { IsNegated: true } => " WITH KEY != " + Name(filter.Keys[0]),
        { Keys: [var key] } => " WITH KEY = " + Name(key),
        _ => $" WITH KEY IN ({string.Join(", ", filter.Keys.Select(Name))})",
    };

    private static string Order(bool isDescending) => isDescending ? " ORDER BY time DESC" : "";

    private static string Range(RowRange range, string limit, string offset) =>
        (range.Limit > 0 ? $" {limit} {Number(range.Limit)}" : "") + (range.Offset > 0 ? $" {offset} {Number(range.Offset)}" : "");

    private static string For(string module) => module.Length == 0 ? "" : " FOR " + QueryText.OfString(module);
}
