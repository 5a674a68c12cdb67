using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Queries of points, and where their answers go.</summary>
internal static class SelectStatements
{
    public static IEnumerable<ResultRows> Answer(Statement.Select select, StatementContext context, SelectOptions options)
    {
        var filled = context.Defaults.Fill(select);
        using var points = context.Store.OpenPoints(options.Limits, context.Cancellation);
        var prepared = SelectPreparation.Prepare(filled, points, options);
        var rows = SelectExecution.Run(prepared, points, options, context.Cancellation);
        if (filled.Into is not { } into)
        {
            foreach (var some in rows)
            {
                yield return prepared.TimeZone is { } zone ? some with { TimeZone = zone } : some;
            }

            yield break;
        }

        var target = new IntoTarget(context.Store, into);
        foreach (var some in rows)
        {
            target.Write(some);
        }

        yield return target.Complete();
    }
}
