using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>EXPLAIN: what a query is made into. EXPLAIN ANALYZE answers it too, and says what that took.</summary>
internal static class ExplainStatement
{
    public static IReadOnlyList<ResultRows> Answer(Statement.Explain explain, StatementContext context, SelectOptions options)
    {
        var filled = context.Defaults.Fill(explain.Query);
        using var points = context.Store.OpenPoints(options.Limits, context.Cancellation);
        var prepared = SelectPreparation.Prepare(filled, points, options);
        var lines = QueryPlan.Of(prepared);
        return AnswerRows.One(null, ["QUERY PLAN"], AnswerRows.Texts(lines));
    }
}
