using System.Globalization;
using System.Text;
using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

/// <summary>The output against real servers.</summary>
public sealed class InfluxOutputServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string RejectedPath => _folder.Combine(SomeRun.Description.Id, "influx.rejected.lp");

    public void Dispose() => _folder.Dispose();

    [RequiresProgramFact(InfluxServer.Program)]
    public Task Every_request_is_there_to_the_last_one() => Every_request_is_there(gzip: true);

    [RequiresProgramFact(InfluxServer.Program)]
    public Task Every_request_is_there_without_compression_too() => Every_request_is_there(gzip: false);

    private async Task Every_request_is_there(bool gzip)
    {
        await using var server = await InfluxServer.StartAsync();
        await using var output = new InfluxOutput(new InfluxOptions { Address = server.Address + "db", Gzip = gzip, BatchSize = 500 });
        await OpenAsync(output);

        var result = await output.WriteAsync(SomeRun.Batch(10_007, 0, SomeRun.Statistics(1)), Cancellation);
        await output.CloseAsync(SomeRun.Description, SomeRun.Summary(10_007), Cancellation);

        Assert.Equal(new OutputResult(10_007), result);
        Assert.Equal(10_007, await server.CountAsync("db"));
        Assert.Equal(1, await server.CountAsync("db", "cicada_request_stats", "count"));
        Assert.Equal(2, await server.CountAsync("db", "cicada_runs", "state"));
        Assert.Equal(2, await server.CountAsync("db", "cicada_run_summary", "count"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_conflict_of_types_sets_exactly_the_refused_points_aside_in_a_form_that_can_be_corrected_and_sent_again()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync("db");
        await server.WriteAsync("db", Encoding.UTF8.GetBytes(Line("cicada_users,run=x count=1.5")));
        await using var output = new InfluxOutput(server.Address + "db");
        await OpenAsync(output);

        var result = await output.WriteAsync(SomeRun.Batch(3_000, 0, SomeRun.Users(7), SomeRun.Statistics(1), SomeRun.Users(8) with { UserClass = "Other" }), Cancellation);

        Assert.Equal(new OutputResult(3_000, 0, 2), result);
        Assert.Equal(3_000, await server.CountAsync("db"));
        Assert.Equal(1, await server.CountAsync("db", "cicada_request_stats", "count"));
        var lines = await File.ReadAllLinesAsync(RejectedPath, Cancellation);
        Assert.Equal(3, lines.Length);
        Assert.Contains("field type conflict: input field \"count\" on measurement \"cicada_users\" is type integer, already exists as type float", lines[0], StringComparison.Ordinal);
        var corrected = string.Join('\n', lines).Replace("count=7i", "count=7", StringComparison.Ordinal).Replace("count=8i", "count=8", StringComparison.Ordinal);
        Assert.Null(await server.WriteAsync("db", Encoding.UTF8.GetBytes(corrected)));
        Assert.Equal(3, await server.CountAsync("db", "cicada_users", "count"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Points_older_than_the_retention_policy_are_set_aside_and_the_others_stored()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.QueryAsync("", "CREATE DATABASE db; CREATE RETENTION POLICY short ON db DURATION 1h REPLICATION 1");
        await using var output = new InfluxOutput(server.Address + "db/short");
        await OpenAsync(output);
        var now = RunEnd.Nanoseconds(TimeProvider.System.GetUtcNow());
        var samples = SomeRun.Samples(100).Select((sample, i) => sample with { CompletedNanoseconds = now - (i % 4 == 0 ? 7_200_000_000_000 : 0) + i }).ToArray();

        var result = await output.WriteAsync(new OutputBatch { Requests = samples }, Cancellation);

        Assert.Equal(new OutputResult(75, 25), result);
        Assert.Equal(75L, (await server.RowsAsync("db", "SELECT count(response_time) FROM db.short.cicada_requests"))[0][1].GetInt64());

        // The point of the run's start, which lies in the past here, is the first.
        var points = (await File.ReadAllLinesAsync(RejectedPath, Cancellation)).Where(line => line[0] != '#').ToArray();
        Assert.Equal(26, points.Length);
        Assert.Equal(26, points.Count(line => long.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture) < now - 3_600_000_000_000));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_body_the_server_finds_too_large_goes_in_pieces()
    {
        await using var server = await InfluxServer.StartAsync(new InfluxServerOptions { LargestBodyBytes = 20_000 });
        await using var output = new InfluxOutput(new InfluxOptions { Address = server.Address + "db", Gzip = false });
        await OpenAsync(output);
        var large = SomeRun.Samples(1_000);
        large[500] = large[500] with { Error = "HTTP 500", Detail = new string('x', 30_000) };

        var first = await output.WriteAsync(new OutputBatch { Requests = large }, Cancellation);
        var second = await output.WriteAsync(SomeRun.Batch(1_000, 1_000), Cancellation);

        Assert.Equal((new OutputResult(999, 1), new OutputResult(1_000)), (first, second));
        Assert.Equal(1_999, await server.CountAsync("db"));
        Assert.Contains("too large", Assert.Single(output.Warnings), StringComparison.Ordinal);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_that_wants_to_know_who_asks_is_told()
    {
        await using var server = await InfluxServer.StartAsync(new InfluxServerOptions { AdminName = "root", AdminPassword = "pässword" });
        await using var output = new InfluxOutput(new InfluxOptions { Address = server.Address + "db", User = "root", Password = "pässword" });
        await using var nobody = new InfluxOutput(server.Address + "db");
        await OpenAsync(output);

        await output.WriteAsync(SomeRun.Batch(10), Cancellation);
        var refusal = await Assert.ThrowsAsync<PlanException>(async () => await OpenAsync(nobody));

        Assert.Equal(10, await server.CountAsync("db"));
        Assert.Contains("(401): 'unable to parse authentication credentials'. It was given no credentials", refusal.Message, StringComparison.Ordinal);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task An_unknown_retention_policy_is_said_before_the_run_begins()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var output = new InfluxOutput(server.Address + "db/nope");

        var refusal = await Assert.ThrowsAsync<PlanException>(async () => await OpenAsync(output));

        Assert.Contains("The database 'db' at '", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("has no retention policy 'nope': 'retention policy not found: nope'. Create it with: CREATE RETENTION POLICY \"nope\" ON \"db\"", refusal.Message, StringComparison.Ordinal);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_database_dropped_in_mid_run_is_there_again_with_the_next_batch()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var output = new InfluxOutput(server.Address + "db");
        await OpenAsync(output);
        await server.QueryAsync("", "DROP DATABASE db");

        var result = await output.WriteAsync(SomeRun.Batch(10), Cancellation);

        Assert.Equal(new OutputResult(10), result);
        Assert.Equal(10, await server.CountAsync("db"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task The_requests_of_a_Locust_layout_have_its_tags_and_fields()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var output = new InfluxOutput(new InfluxOptions { Address = server.Address + "db", MeasurementPrefix = "locust_", Mode = InfluxMode.Raw });
        await OpenAsync(output);

        await output.WriteAsync(SomeRun.Batch(10), Cancellation);

        Assert.Equal(["exception", "name", "request_type", "success"], await server.NamesAsync("db", "SHOW TAG KEYS FROM locust_requests"));
        Assert.Equal(["response_length", "response_time"], await server.NamesAsync("db", "SHOW FIELD KEYS FROM locust_requests"));
        Assert.Equal(10, await server.CountAsync("db", "locust_requests", where: "success = 'True'"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_body_far_larger_than_a_server_takes_is_divided_although_it_closes_the_connection_on_it()
    {
        await using var server = await InfluxServer.StartAsync(new() { LargestBodyBytes = 50_000 });
        await using var output = new InfluxOutput(new InfluxOptions { Address = server.Address + "db", Gzip = false, BatchSize = 60_000 });
        await OpenAsync(output);

        var result = await output.WriteAsync(SomeRun.Batch(60_000), Cancellation);

        Assert.Equal(new OutputResult(60_000), result);
        Assert.Equal(60_000, await server.CountAsync("db"));
    }

    [RequiresProgramFact(VictoriaMetricsServer.Program)]
    public Task VictoriaMetrics_takes_it_by_the_API_of_1_x() => VictoriaMetrics_takes_it("db");

    [RequiresProgramFact(VictoriaMetricsServer.Program)]
    public Task VictoriaMetrics_takes_it_by_the_API_of_2_x() => VictoriaMetrics_takes_it("?org=o&bucket=db");

    private async Task VictoriaMetrics_takes_it(string place)
    {
        await using var server = await VictoriaMetricsServer.StartAsync();
        await using var output = new InfluxOutput(server.Address + place);
        await OpenAsync(output);

        var result = await output.WriteAsync(SomeRun.Batch(1_000), Cancellation);

        Assert.Equal(new OutputResult(1_000), result);
        Assert.Equal(1_000, await server.CountAsync(1_000));
    }

    private static string Line(string beginning) => $"{beginning} {SomeRun.FirstTime.ToString(CultureInfo.InvariantCulture)}";

    private ValueTask OpenAsync(InfluxOutput output) =>
        output.OpenAsync(new OutputContext { Run = SomeRun.Description, SpoolFolders = [_folder.Path] }, Cancellation);
}
