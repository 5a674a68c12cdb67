using System.Globalization;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>EXPLAIN: what a query reads, and how, without reading it. EXPLAIN ANALYZE answers it too, keeps the answer to itself and says what that took.</summary>
internal static class ExplainStatement
{
    public static IReadOnlyList<ResultRows> Answer(Statement.Explain explain, StatementContext context, SelectOptions options, TimeProvider clock)
    {
        var began = clock.GetTimestamp();
        var filled = context.Defaults.Fill(explain.Query);
        using var points = context.Store.OpenPoints(options.Limits, context.Cancellation);
        var prepared = SelectPreparation.Prepare(filled, points, options);
        var watched = new WatchedPoints(points, explain.Analyze);
        var planned = clock.GetTimestamp();
        var rows = 0L;
        foreach (var some in SelectExecution.Run(prepared, watched, options, context.Cancellation))
        {
            rows += some.Rows?.Count ?? 0;
        }

        var ended = clock.GetTimestamp();
        var plan = QueryPlan.Of(prepared, [.. watched.Requests.Select(request => (request, points.Explain(request, context.Cancellation)))]);
        return explain.Analyze
            ? AnswerRows.One(null, ["EXPLAIN ANALYZE"], AnswerRows.Texts(
            [
                .. plan,
                "",
                string.Create(CultureInfo.InvariantCulture, $"ROWS READ: {watched.Rows}"),
                string.Create(CultureInfo.InvariantCulture, $"ROWS ANSWERED: {rows}"),
                $"planning_time: {GoDuration.Of(clock.GetElapsedTime(began, planned))}",
                $"execution_time: {GoDuration.Of(clock.GetElapsedTime(planned, ended))}",
                $"total_time: {GoDuration.Of(clock.GetElapsedTime(began, ended))}",
            ]))
            : AnswerRows.One(null, ["QUERY PLAN"], AnswerRows.Texts(plan));
    }
}
