using Cicada.Influx.Queries;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>Takes parts away from a query.</summary>
public static class SimplerQuery
{
    /// <summary>The query without one of its parts, for each part that can be taken away.</summary>
    public static IEnumerable<string> Of(string query)
    {
        IReadOnlyList<Statement> statements;
        try
        {
            statements = QueryParser.Parse(query);
        }
        catch (QuerySyntaxException)
        {
            return [];
        }

        return statements is [Statement.Select select]
            ? Of(select).Select(QueryText.Of).Where(simpler => simpler.Length < query.Length)
            : statements.Count > 1 ? query.Split(';') : [];
    }

    private static IEnumerable<Statement.Select> Of(Statement.Select select)
    {
        if (select.Sources is [QuerySource.Subquery { Query: var inner }])
        {
            yield return inner;
            foreach (var simpler in Of(inner))
            {
                yield return select with { Sources = [new QuerySource.Subquery(simpler)] };
            }
        }

        for (var i = 0; select.Fields.Count > 1 && i < select.Fields.Count; i++)
        {
            yield return select with { Fields = Without(select.Fields, i) };
        }

        for (var i = 0; select.Sources.Count > 1 && i < select.Sources.Count; i++)
        {
            yield return select with { Sources = Without(select.Sources, i) };
        }

        for (var i = 0; i < select.GroupBy.Count; i++)
        {
            yield return select with { GroupBy = Without(select.GroupBy, i) };
        }

        yield return select with { Rows = default };
        yield return select with { Series = default };
        yield return select with { IsDescending = false };
        yield return select with { Fill = default };
        yield return select with { TimeZone = null };
        yield return select with { Where = null };
        for (var where = select.Where; where is Expression.Binary { Left: var left, Right: var right } binary && binary.Operator.Symbol is "AND" or "OR"; where = left)
        {
            yield return select with { Where = left };
            yield return select with { Where = right };
        }
    }

    private static List<T> Without<T>(IReadOnlyList<T> list, int index) => [.. list.Where((_, i) => i != index)];
}
