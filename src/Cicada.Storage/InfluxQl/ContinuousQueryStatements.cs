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
        Statement.DropContinuousQuery drop => AnswerRows.After(() => context.Continuous.Drop(drop.Database, drop.Name)),
        _ => AnswerRows.When(() => Show(context)),
    };

    private static void Create(Statement.CreateContinuousQuery create, StatementContext context)
    {
        var filled = create with { Query = context.Defaults.Fill(create.Query) };
        var problem = context.Continuous.Create(create.Database, create.Name, StatementText.Of(filled), file => MissingPolicy(file, filled.Query) is { } missing
            ? $"retention policy not found: {missing.Database}.{missing.RetentionPolicy}"
            : null);
        if (problem is not null)
        {
            throw new QueryFailedException(problem);
        }
    }

    private static IEnumerable<ResultRows> Show(StatementContext context)
    {
        var queries = context.Continuous.All.ToLookup(query => query.Database);
        return context.Store.Databases.Where(database => QueryAuthorization.MaySee(context.Query, database, QueryPrivilege.Read)).SelectMany(database => AnswerRows.One(database, Columns,
            [.. queries[database].Select(query => new[] { QueryValue.OfString(query.Name), QueryValue.OfString(query.Text) })]));
    }

    private static QuerySource.Measurement? MissingPolicy(StoreFile file, Statement.Select select) =>
        (select.Into is { } into ? [into] : Array.Empty<QuerySource>()).Concat(select.Sources).Select(source => source switch
        {
            QuerySource.Measurement measurement => file.Catalogue.FindDatabase(measurement.Database)?.Find(measurement.RetentionPolicy) is null ? measurement : null,
            QuerySource.Subquery subquery => MissingPolicy(file, subquery.Query),
            _ => null,
        }).FirstOrDefault(missing => missing is not null);
}
