using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class QueryTurnsTests
{
    [Fact]
    public async Task Beyond_those_that_wait_a_query_is_refused_at_once()
    {
        var turns = new QueryTurns();
        var limits = QueryLimits.Default with { AtOnce = 1 };
        turns.Enter(limits, TestContext.Current.CancellationToken);
        using var gone = new CancellationTokenSource();

        // One more than may wait: whichever comes last does not.
        var threads = Enumerable.Range(0, QueryTurns.MostWaiting + 1).Select(_ => Task.Factory.StartNew(
            () => Enter(turns, limits, gone.Token), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        var said = await await Task.WhenAny(threads);
        await gone.CancelAsync();
        var answers = await Task.WhenAll(threads);

        Assert.Equal("max-concurrent-queries limit exceeded(1, 1)", said);
        Assert.Equal(QueryTurns.MostWaiting, answers.Count(answer => answer == "gone"));
        turns.Leave();
        turns.Enter(limits with { Time = TimeSpan.Zero }, TestContext.Current.CancellationToken);
    }

    private static string Enter(QueryTurns turns, QueryLimits limits, CancellationToken gone)
    {
        try
        {
            turns.Enter(limits, gone);
            return "";
        }
        catch (QueryFailedException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            return "gone";
        }
    }
}
