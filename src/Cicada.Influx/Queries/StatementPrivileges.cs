namespace Cicada.Influx.Queries;

/// <summary>Says what a user has to be allowed for a statement, all of it; by InfluxDB's rules.</summary>
internal static class StatementPrivileges
{
    public static IReadOnlyList<RequiredPrivilege> Of(Statement statement) => statement switch
    {
        Statement.Select select => [.. Of(select)],
        Statement.Explain explain => [.. Of(explain.Query)],
        Statement.Delete or Statement.DropSeries => [new("", QueryPrivilege.Write)],
        Statement.DropRetentionPolicy drop => [new(drop.Database, QueryPrivilege.Write)],
        Statement.DropContinuousQuery drop => [new(drop.Database, QueryPrivilege.Write)],
        Statement.CreateContinuousQuery create => Of(create),
        Statement.ShowDatabases => [new("", QueryPrivilege.None)],
        Statement.ShowQueries or Statement.ShowContinuousQueries => [new("", QueryPrivilege.Read)],
        Statement.ShowRetentionPolicies show => [new(show.Database, QueryPrivilege.Read)],
        Statement.ShowMeasurements show => [new(show.Database, QueryPrivilege.Read)],
        Statement.ShowSeries show => Of(show.Database, show.Sources),
        Statement.ShowTagKeys show => Of(show.Database, show.Sources),
        Statement.ShowTagValues show => Of(show.Database, show.Sources),
        Statement.ShowFieldKeys show => Of(show.Database, show.Sources),
        Statement.ShowCardinality show => Of(show.Database, show.Sources),
        _ => [RequiredPrivilege.Admin],
    };

    private static IEnumerable<RequiredPrivilege> Of(Statement.Select select) => OfSources(select.Sources)
        .Concat(select.Into is { } into ? [new(into.Database, QueryPrivilege.Write)] : []);

    private static IEnumerable<RequiredPrivilege> OfSources(IReadOnlyList<QuerySource> sources) => sources.SelectMany(source => source switch
    {
        QuerySource.Measurement measurement => [new RequiredPrivilege(measurement.Database, QueryPrivilege.Read)],
        QuerySource.Subquery subquery => Of(subquery.Query),
        _ => [],
    });

    // A FROM may name another database than ON does; InfluxDB forgets to look at it.
    private static IReadOnlyList<RequiredPrivilege> Of(string database, IReadOnlyList<QuerySource> sources) =>
        [.. new[] { database }.Concat(sources.OfType<QuerySource.Measurement>().Select(source => source.Database).Where(name => name.Length > 0))
            .Distinct(StringComparer.Ordinal).Select(name => new RequiredPrivilege(name, QueryPrivilege.Read))];

    // What it reads, it reads again and again: with the right of whoever creates it.
    private static IReadOnlyList<RequiredPrivilege> Of(Statement.CreateContinuousQuery create) =>
        [.. new RequiredPrivilege[] { new(create.Database, QueryPrivilege.Read) }.Concat(Of(create.Query)).Distinct()];
}
