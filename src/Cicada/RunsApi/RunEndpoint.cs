namespace Cicada.RunsApi;

/// <summary>One run.</summary>
internal sealed class RunEndpoint(RunQuestions questions, LiveRuns live) : IApiEndpoint
{
    public ApiDescription Description { get; } = new("GET", "runs/{run}", "One run: its head, what it was started with, and its document.")
    {
        Parameters = [RunParameters.Run],
        Answer = RunsJson.Default.RunDetail,
        Refusals = [404, 503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var before = live.Current;
        var detail = await ReadAsync(call);

        // It ended while it was read: what was read is from before, and its end, which is in the store by now, is what nobody would ask for again.
        if (before is not null && before.Run.Id == detail.Head.Run && !detail.IsLive && detail.Head.State == RunState.Running)
        {
            detail = await ReadAsync(call);
        }

        await call.AnswerAsync(detail, RunsJson.Default.RunDetail);
    }

    private Task<RunDetail> ReadAsync(ApiCall call) => questions.AskAsync(
        call.Run,
        (history, run) =>
        {
            var head = history.ReadHead(run);
            var on = live.Find(run);
            return new RunDetail
            {
                Head = head,
                Phase = on is null ? head.State.ToWord() : LivePhase.Of(on.Run.State),
                IsLive = on is not null,
                Setup = history.Query(run).Setup(),
                Summary = SummaryOf(history.ReadSummary(run), on),
            };
        },
        call.Gone);

    // In the store an exception of users' code is an event of its second; counted up by kind it stands in the run's memory until the end, as do the thresholds, which are judged from second to second.
    private static RunSummary SummaryOf(RunSummary stored, ILiveRun? on) =>
        on is null || stored.State != RunState.Running ? stored : stored with { UserErrors = on.Run.LiveUserErrors(), Thresholds = on.Run.LiveThresholds(), Checks = on.Run.Checks.Summarise(), Transactions = on.Run.LiveTransactions(), Arrivals = on.Run.LiveArrivals() };
}
