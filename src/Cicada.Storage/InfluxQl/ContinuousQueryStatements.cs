using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Continuous queries: created, shown, dropped. Who runs them is <see cref="ContinuousQueries"/>.</summary>
internal static class ContinuousQueryStatements
{
    private static readonly string[] Columns = ["name", "query"];

    public static IEnumerable<ResultRows> Answer(Statement statement, StatementContext context) => statement switch
    {
        Statement.CreateContinuousQuery create => AnswerRows.After(() => Create(create, context)),
        Statement.DropContinuousQuery drop => AnswerRows.After(() => Drop(drop, context)),
        _ => AnswerRows.When(() => Show(context)),
    };

    private static void Create(Statement.CreateContinuousQuery create, StatementContext context)
    {
        var filled = create with { Query = context.Defaults.Fill(create.Query) };
        var text = StatementText.Of(filled);
        var problem = context.Store.ChangeFile(file =>
        {
            if (MissingPolicy(file, filled.Query) is { } missing)
            {
                return $"retention policy not found: {missing.Database}.{missing.RetentionPolicy}";
            }

            if (file.Catalogue.FindDatabase(create.Database) is not { } database)
            {
                return $"database not found: {create.Database}";
            }

            if (file.Scalar("SELECT query FROM catalogue.continuous_queries WHERE database = $1 AND name = $2", database.Id, create.Name) is string existing)
            {
                return existing.Equals(text, StringComparison.OrdinalIgnoreCase) ? null : "continuous query already exists";
            }

            file.Execute("INSERT INTO catalogue.continuous_queries VALUES ($1, $2, $3, NULL)", database.Id, create.Name, text);
            return null;
        });
        if (problem is not null)
        {
            throw new QueryFailedException(problem);
        }
    }

    private static void Drop(Statement.DropContinuousQuery drop, StatementContext context) => context.Store.ChangeFile(file =>
        file.Catalogue.FindDatabase(drop.Database) is { } database
            ? file.Execute("DELETE FROM catalogue.continuous_queries WHERE database = $1 AND name = $2", database.Id, drop.Name)
            : 0);

    private static IReadOnlyList<ResultRows> Show(StatementContext context) => context.Store.ReadFile(file =>
    {
        var queries = file.Query("SELECT database, name, query FROM catalogue.continuous_queries ORDER BY rowid").ToLookup(row => (int)row[0]!);
        return (IReadOnlyList<ResultRows>)
        [
            .. file.Catalogue.Databases.SelectMany(database => AnswerRows.One(database.Name, Columns,
                [.. queries[database.Id].Select(row => new[] { QueryValue.OfString((string)row[1]!), QueryValue.OfString((string)row[2]!) })])),
        ];
    });

    private static QuerySource.Measurement? MissingPolicy(StoreFile file, Statement.Select select) =>
        (select.Into is { } into ? [into] : Array.Empty<QuerySource>()).Concat(select.Sources).Select(source => source switch
        {
            QuerySource.Measurement measurement => file.Catalogue.FindDatabase(measurement.Database)?.Find(measurement.RetentionPolicy) is null ? measurement : null,
            QuerySource.Subquery subquery => MissingPolicy(file, subquery.Query),
            _ => null,
        }).FirstOrDefault(missing => missing is not null);
}
