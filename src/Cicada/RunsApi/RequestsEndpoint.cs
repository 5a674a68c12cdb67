namespace Cicada.RunsApi;

/// <summary>The table of requests.</summary>
internal sealed class RequestsEndpoint(RunQuestions questions, LiveRuns live, TimeProvider clock) : IApiEndpoint
{
    private static readonly ApiParameter Sparkline = RunParameters.Whole("sparkline", "Into how many buckets of time sparklines are cut at most; 0 for none.", 0, 500, "40");

    private readonly LiveSparklines _sparklines = new(questions, clock);

    public ApiDescription Description { get; } = new("GET", "runs/{run}/requests", "The figures of each request, and of all.")
    {
        Details = "Without 'from' and 'to' it is the whole run, and while that is on the figures come from memory.",
        Parameters = [RunParameters.Run, .. RunParameters.Window, Sparkline],
        Answer = RunsJson.Default.RequestTable,
        Refusals = [404, 422, 503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var arguments = call.Arguments;
        var buckets = arguments.Whole(Sparkline);
        var isWhole = arguments.Text(RunParameters.From) is null && arguments.Text(RunParameters.To) is null;
        var table = isWhole && live.Find(call.Run) is { } on
            ? RequestTable.Of(on.Run.Id, on.Feed.Requests(), await _sparklines.ReadAsync(on.Run.Id, buckets, call.Gone))
            : await questions.AskAsync(
                call.Run,
                (history, run) =>
                {
                    var query = history.Query(run);

                    // Documents are long where there are many names, and only those of runs with arrivals have service times.
                    var document = isWhole && query.Setup().ArrivalRate is not null ? history.ReadSummary(run) : null;
                    return RequestTable.Read(RunParameters.Narrow(query, arguments), buckets, document);
                },
                call.Gone);
        await call.AnswerAsync(table, RunsJson.Default.RequestTable);
    }
}
