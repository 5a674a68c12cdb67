using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>The runs of the store.</summary>
internal sealed class RunListEndpoint(RunQuestions questions) : IApiEndpoint
{
    private static readonly IReadOnlyDictionary<string, RunOrder> Orders = new Dictionary<string, RunOrder>
    {
        ["started"] = RunOrder.Started,
        ["test"] = RunOrder.Test,
        ["state"] = RunOrder.State,
        ["duration"] = RunOrder.Duration,
        ["users"] = RunOrder.Users,
        ["count"] = RunOrder.Count,
        ["failure_ratio"] = RunOrder.FailureRatio,
        ["rps"] = RunOrder.Rps,
        ["mean"] = RunOrder.Mean,
        ["p50"] = RunOrder.P50,
        ["p95"] = RunOrder.P95,
        ["p99"] = RunOrder.P99,
        ["max"] = RunOrder.Max,
        ["size"] = RunOrder.Size,
    };

    private static readonly ApiParameter Test = new("test", "Only runs of this test.");
    private static readonly ApiParameter Text = new("q", "What is looked for in id, test, host, note and labels, whatever its case; each word has to be found.");
    private static readonly ApiParameter Label = new("label", "Only runs with this label: key=value; without a value those without the label.") { IsRepeated = true, Example = "team=shop" };
    private static readonly ApiParameter State = new("state", "Only runs that stand there.") { Choices = ["running", "finished", "stopped", "interrupted", "failed"] };
    private static readonly ApiParameter Sort = new("sort", "What they are sorted by, the largest and the latest first; with a minus before it the other way round.")
    {
        Choices = [.. Orders.Keys, .. Orders.Keys.Select(order => $"-{order}")],
        Default = "started",
    };

    private static readonly ApiParameter Limit = RunParameters.Whole("limit", "The most runs in the answer.", 0, 1000, "50");
    private static readonly ApiParameter Offset = RunParameters.Whole("offset", "How many are passed over.", 0, int.MaxValue, "0");

    public ApiDescription Description { get; } = new("GET", "runs", "The runs in the store.")
    {
        Parameters = [Test, Text, Label, State, Sort, Limit, Offset],
        Answer = RunsJson.Default.RunList,
        Refusals = [503],
    };

    public async Task AnswerAsync(ApiCall call)
    {
        var arguments = call.Arguments;
        var sort = arguments.Text(Sort)!;
        var listing = new RunListing
        {
            Test = arguments.Text(Test),
            Text = arguments.Text(Text),
            Labels = [.. arguments.Texts(Label).Select(LabelOf)],
            State = arguments.Text(State) is { } state ? RunStates.Parse(state) : null,
            Order = Orders[sort.TrimStart('-')],
            IsDescending = !sort.StartsWith('-'),
            Limit = arguments.Whole(Limit),
            Offset = arguments.Whole(Offset),
        };
        await call.AnswerAsync(await questions.AskAsync((history, _) => history.ListHeads(listing), call.Gone), RunsJson.Default.RunList);
    }

    private static KeyValuePair<string, string> LabelOf(string text) => text.Split('=', 2) is [var key, var value] ? new(key, value) : new(text, "");
}
