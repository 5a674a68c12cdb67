using Cicada.Influx.Selection;

namespace Cicada.Influx.Queries;

/// <summary>Fills in the databases and retention policies a statement does not name.</summary>
/// <param name="database">The database in use; empty for none.</param>
/// <param name="retentionPolicy">The retention policy in use; empty for the default one of each database.</param>
/// <param name="defaultPolicyOf">The default retention policy of a database: empty where it has none, null where there is no such database.</param>
internal sealed class StatementDefaults(string database, string retentionPolicy, Func<string, string?> defaultPolicyOf)
{
    private static readonly QuerySource[] Everything = [new QuerySource.Measurement("", "", "", "")];

    private static readonly Dictionary<string, string> SystemSources = new(StringComparer.Ordinal)
    {
        ["_fieldKeys"] = "SHOW FIELD KEYS",
        ["_measurements"] = "SHOW MEASUREMENTS",
        ["_series"] = "SHOW SERIES",
        ["_tagKeys"] = "SHOW TAG KEYS",
        ["_tags"] = "SHOW TAG VALUES",
        ["_name"] = "the appropriate meta command",
        ["_tagKey"] = "the appropriate meta command",
    };

    /// <summary>The database a statement means.</summary>
    /// <param name="named">The one it names; empty for none.</param>
    /// <exception cref="QueryFailedException">None is named, and none in use.</exception>
    public string Database(string named) =>
        named.Length > 0 ? named : database.Length > 0 ? database : throw new QueryFailedException("database name required");

    /// <summary>The database a statement means, if there is one of that name.</summary>
    /// <exception cref="QueryFailedException">There is none.</exception>
    public string ExistingDatabase(string named)
    {
        var name = Database(named);
        return defaultPolicyOf(name) is null ? throw NoDatabase(name) : name;
    }

    /// <summary>A query with everything named. Which of its sources are there is not looked at.</summary>
    /// <exception cref="QueryFailedException">A database is not there or not named, or has no default retention policy, or a source is none.</exception>
    public Statement.Select Fill(Statement.Select select)
    {
        foreach (var source in select.Sources.OfType<QuerySource.Measurement>())
        {
            if (source.Pattern is null && SystemSources.TryGetValue(source.Name, out var instead))
            {
                throw new QueryFailedException($"unable to use system source '{source.Name}': use {instead} instead");
            }
        }

        return FillAll(select);
    }

    /// <summary>The sources of a statement other than a query, with everything named.</summary>
    /// <param name="sources">The sources, all of them measurements; with none every measurement is meant, and there is one source without a name.</param>
    /// <param name="on">The database behind ON; empty for none.</param>
    public IReadOnlyList<QuerySource.Measurement> Fill(IReadOnlyList<QuerySource> sources, string on) =>
        [.. (sources.Count > 0 ? sources : Everything).Cast<QuerySource.Measurement>().Select(source => Fill(source with { Database = source.Database.Length > 0 ? source.Database : on }))];

    /// <summary>A source with everything named.</summary>
    public QuerySource.Measurement Fill(QuerySource.Measurement source)
    {
        var name = Database(source.Database);
        var policy = defaultPolicyOf(name) ?? throw NoDatabase(name);
        return source with
        {
            Database = name,
            RetentionPolicy =
                source.RetentionPolicy.Length > 0 ? source.RetentionPolicy
                : retentionPolicy.Length > 0 ? retentionPolicy
                : policy.Length > 0 ? policy
                : throw new QueryFailedException($"default retention policy not set for: {name}"),
        };
    }

    public static QueryFailedException NoDatabase(string name) => new($"database not found: {name}");

    private Statement.Select FillAll(Statement.Select select)
    {
        var into = select.Into is { } target ? Fill(target) : null;
        return select with
        {
            Into = into,
            Sources =
            [
                .. select.Sources.Select(source => source switch
                {
                    QuerySource.Measurement { Name: "", Pattern: null } => throw new QueryFailedException("invalid measurement"),
                    QuerySource.Measurement measurement => Fill(measurement),
                    QuerySource.Subquery subquery => new QuerySource.Subquery(FillAll(subquery.Query)),
                    _ => source,
                }),
            ],
        };
    }
}
