using Cicada.KeptRuns;
using Cicada.Storage;
using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>What commands ask of a store that this process has open, and pages do not.</summary>
internal static class StoreEndpoints
{
    private static readonly ApiParameter Test = new("test", "Only runs of this test.");
    private static readonly ApiParameter Label = new("label", "Only runs with this label: key=value; without a value those without the label.") { IsRepeated = true, Example = "team=shop" };
    private static readonly ApiParameter Limit = RunParameters.Whole("limit", "The most runs, the newest.", 0, int.MaxValue);
    private static readonly ApiParameter Measurement = new("measurement", "Only points of this measurement.") { Example = "cicada_requests" };

    public static IReadOnlyList<IApiEndpoint> Of(RunQuestions questions, WebAuth auth, TimeProvider clock) =>
    [
        new StoreEndpoint<StoreFacts>(
            new("GET", "store", "The store: tests, baselines, and how much room it takes.") { Answer = StoreJson.Default.StoreFacts, Refusals = [503] },
            StoreJson.Default.StoreFacts,
            call => questions.AskAsync((history, _) => FactsOf(history, questions.StorePath), call.Gone)),
        new StoreEndpoint<RunDocuments>(
            new("GET", "store/documents", "The documents of runs, newest first, each as a text.") { Parameters = [Test, Label, Limit], Answer = StoreJson.Default.RunDocuments, Refusals = [503] },
            StoreJson.Default.RunDocuments,
            call =>
            {
                var filter = FilterOf(call.Arguments);
                return questions.AskAsync((history, _) => new RunDocuments([.. history.List(filter).Select(RunSummaryJson.Serialize)]), call.Gone);
            }),
        new StoreEndpoint<RunDocument>(
            new("GET", "runs/{run}/document", "The document of a run, or of a part of it, as a text: letter by letter as it was written.")
            {
                Parameters = [RunParameters.Run, .. RunParameters.Window],
                Answer = StoreJson.Default.RunDocument,
                Refusals = [404, 422, 503],
            },
            StoreJson.Default.RunDocument,
            call =>
            {
                var (from, to) = RunParameters.WindowOf(call.Arguments);
                var isPart = call.Arguments.Number(RunParameters.From) is not null || to is not null;
                return questions.AskAsync(
                    call.Run,
                    (history, run) => new RunDocument(run, isPart ? RunSummaryJson.Serialize(RunPart.Read(history, run, from, to)) : history.ReadDocument(run)),
                    call.Gone);
            }),
        new StoreEndpoint<RemarksAnswer>(
            new("GET", "runs/{run}/remarks", "What people say about a run.") { Parameters = [RunParameters.Run], Answer = StoreJson.Default.RemarksAnswer, Refusals = [404, 503] },
            StoreJson.Default.RemarksAnswer,
            call => questions.AskAsync(call.Run, (history, run) => new RemarksAnswer(history.ReadRemarks(run)), call.Gone)),
        new StoreEndpoint<RemarksAnswer>(
            new("POST", "runs/{run}/remarks", "Changes what people say about a run, as PATCH does, and says what is said now.")
            {
                Parameters = [RunParameters.Run],
                Body = StoreJson.Default.RunPatch,
                Answer = StoreJson.Default.RemarksAnswer,
                Refusals = [404, 422, 503],
                Needs = WebAccess.Change,
            },
            StoreJson.Default.RemarksAnswer,
            async call =>
            {
                var patch = await call.BodyAsync(StoreJson.Default.RunPatch);
                return await questions.ChangeAsync(history => Change(history, RunQuestions.Find(history, call.Run), patch, clock), call.Gone);
            }),
        new StoreEndpoint<PointCount>(
            new("GET", "runs/{run}/points", "How many points a run has.") { Parameters = [RunParameters.Run, Measurement], Answer = StoreJson.Default.PointCount, Refusals = [404, 422, 503] },
            StoreJson.Default.PointCount,
            call =>
            {
                var measurement = call.Arguments.Text(Measurement);
                return questions.AskAsync(call.Run, (history, run) => new PointCount(run, history.CountPoints(run, measurement)), call.Gone);
            }),
        new SqlEndpoint(questions, auth),
        new RunFileEndpoint(questions),
    ];

    private static StoreFacts FactsOf(RunHistory history, string path)
    {
        var tests = history.Tests();
        return new()
        {
            Path = path,
            ReusableBytes = history.ReusableBytes(),
            Tests = tests,
            Baselines = tests.Select(test => (Test: test, Run: history.FindBaseline(test))).Where(one => one.Run is not null).ToDictionary(one => one.Test, one => one.Run!),
            Sizes = history.Sizes(),
        };
    }

    private static RunFilter FilterOf(ApiArguments arguments) => new()
    {
        Test = arguments.Text(Test),
        Labels = arguments.Texts(Label).Select(text => text.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair is [_, var value] ? value : ""),
        Limit = (int?)arguments.Number(Limit),
    };

    private static RemarksAnswer Change(RunHistory history, string run, RunPatch patch, TimeProvider clock)
    {
        var before = history.FindBaseline(history.ReadRemarks(run).Test);
        AppliedPatch.To(history, run, patch, clock);
        return new(history.ReadRemarks(run), before);
    }
}
