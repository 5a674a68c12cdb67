using Cicada.Storage;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <summary>Runs that a test makes by <see cref="LoadTest.RunAsync(Plan, RunServices?, CancellationToken)"/>.</summary>
public sealed class RunsOfTestsTests
{
    [Fact]
    public async Task A_run_returns_its_figures_by_name()
    {
        var result = await LoadTest.RunAsync(Plan(30), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((30, 10, ExitCode.Failures), (result.Total.Count, result.Total.Failures, result.ExitCode));
        Assert.Equal(10, result["GET /pay"].Failures);
        Assert.Equal(20, result["/"].Count);
        Assert.Contains("'GET /', 'GET /pay'", Assert.Throws<KeyNotFoundException>(() => result["GET /nothing"]).Message, StringComparison.Ordinal);
        Assert.Contains("30 requests, 10 failed", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("10 × GET /pay: The status is 500", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_runs_at_a_time_count_each_their_own()
    {
        var counts = Enumerable.Range(1, 8).Select(number => number * 30).ToList();

        var results = await Task.WhenAll(counts.Select(count => LoadTest.RunAsync(Plan(count) with { Users = 5, SpawnRate = 1000 }, cancellationToken: TestContext.Current.CancellationToken)));

        Assert.Equal(counts, results.Select(result => (int)result.Total.Count));
        Assert.Equal(counts.Select(count => count / 3), results.Select(result => (int)result["GET /pay"].Count));
        Assert.Equal(8, results.Select(result => result.Run).Distinct().Count());
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task Several_runs_at_a_time_are_kept_in_one_store_with_every_request()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("tests.duckdb");
        IReadOnlyList<RunSummary> results;
        using (var store = Store.Open(path))
        {
            results = await Task.WhenAll(Enumerable.Range(1, 4).Select(number =>
                LoadTest.RunAsync(Plan(number * 30), new RunServices { Outputs = [new StoreOutput(store)] }, TestContext.Current.CancellationToken)));
        }

        using var history = RunHistory.Open(path);
        var kept = history.List(new RunFilter());
        Assert.Equal(results.Select(result => (result.Run, result.Total.Count)).Order(), kept.Select(run => (run.Run, run.Total.Count)).Order());
        Assert.All(results, result => Assert.Equal(result.Total.Count, result.Recording.Outputs.Single().Stored));
    }

    [Fact]
    public async Task A_broken_threshold_and_an_error_of_a_user_are_results_and_no_exceptions()
    {
        var result = await LoadTest.RunAsync(
            Plan(9) with { UserTypes = [typeof(Thrower)], Thresholds = [Threshold.Failures().Below(1.Percent())], GeneratorCheck = false }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((Verdict.Failed, ExitCode.ThresholdBroken), (result.Verdict, result.ExitCode));
        Assert.Contains("It is out of stock.", result.ToString(), StringComparison.Ordinal);
        Assert.Contains("Threshold failures < 1%", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_stops_the_run_in_order()
    {
        using var cancelling = new CancellationTokenSource();
        var stopped = 0;
        var events = new LoadEvents();
        events.TestStop.Add(_ => Interlocked.Increment(ref stopped));
        events.SpawningComplete.Add(_ => cancelling.Cancel());

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => LoadTest.RunAsync(Plan(1) with { Iterations = null, RunTime = TimeSpan.FromHours(1) }, new RunServices { Events = events }, cancelling.Token));

        Assert.Equal(1, stopped);
    }

    [Fact]
    public async Task A_plan_that_makes_no_sense_gets_a_sentence()
    {
        var plan = Plan(1);

        Assert.StartsWith("The run would never end.", await RefusalAsync(plan with { Iterations = null }), StringComparison.Ordinal);
        Assert.StartsWith("There is no host;", await RefusalAsync(plan with { Http = new() }), StringComparison.Ordinal);
        Assert.Contains("The number of users is '-1'", await RefusalAsync(plan with { Users = -1 }), StringComparison.Ordinal);
        Assert.StartsWith("Requests are answered in this process,", await RefusalAsync(plan with { Http = plan.Http with { Proxy = new Uri("http://proxy") } }), StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(Plan plan) => (await Assert.ThrowsAsync<PlanException>(() => LoadTest.RunAsync(plan))).Message;

    private static Plan Plan(int iterations) => new()
    {
        Test = "shop",
        UserTypes = [typeof(Shopper)],
        Users = 1,
        SpawnRate = 100,
        Iterations = iterations,
        Http = new HttpOptions { Handler = () => new Shop() },
    };

    // Two looks for each payment, whoever pays: the turns of a run are counted by what answers it.
    public sealed class Shopper : HttpUser
    {
        private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Run, System.Runtime.CompilerServices.StrongBox<int>> Turns = [];

        [Task]
        public async Task Visit()
        {
            var turn = Interlocked.Increment(ref Turns.GetOrCreateValue(Run).Value);
            using var response = await Client.GetAsync(turn % 3 == 0 ? "/pay" : "/", Cancellation);
        }
    }

    public sealed class Thrower : User
    {
        [Task]
        public void Throw() => throw new InvalidOperationException("It is out of stock.");
    }

    private sealed class Shop : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(request.RequestUri!.AbsolutePath == "/pay" ? System.Net.HttpStatusCode.InternalServerError : System.Net.HttpStatusCode.OK));
    }
}
