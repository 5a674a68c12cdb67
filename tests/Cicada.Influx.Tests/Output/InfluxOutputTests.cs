using Cicada.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Influx.Tests;

public sealed class InfluxOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_at_the_start_and_at_the_end_what_run_it_is()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(server.Address + "db");

        await OpenAsync(output);
        await output.CloseAsync(SomeRun.Description, SomeRun.Summary(), Cancellation);

        var writes = server.Writes.Where(write => write.Lines.Count > 0).ToArray();
        Assert.Equal(2, writes.Length);
        Assert.StartsWith("cicada_runs,run=r20261123-120000-abc,test=shop state=\"running\",", Assert.Single(writes[0].Lines), StringComparison.Ordinal);

        // The text of the whole document has line breaks.
        var end = writes[1].Lines.Where(line => line.StartsWith("cicada_", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["cicada_run_summary", "cicada_run_summary", "cicada_runs"], end.Select(line => line.Split(',')[0]));
        Assert.Contains("state=\"finished\"", end[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_is_sent_in_compressed_bodies_four_at_a_time_and_stored_when_all_are_taken()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server) with { BatchSize = 10 });
        await BeginAsync(output);
        var fourAreOpen = new TaskCompletionSource();
        server.Hold = request =>
        {
            if (request.OpenAtOnce == 4)
            {
                fourAreOpen.TrySetResult();
            }

            return request.Lines.Count > 0 ? fourAreOpen.Task : Task.CompletedTask;
        };

        var result = await output.WriteAsync(SomeRun.Batch(98, 0, SomeRun.Users(3), SomeRun.Statistics(1), SomeRun.Users(4)), Cancellation);

        Assert.Equal(new OutputResult(98), result);
        var writes = server.Writes.Skip(2).ToArray();
        Assert.Equal([1, .. Enumerable.Repeat(10, 10)], writes.Select(write => write.Lines.Count).Order());
        Assert.All(writes, write => Assert.Equal("gzip", write.Headers["Content-Encoding"]));
        Assert.Equal(101, writes.SelectMany(write => write.Lines).Distinct().Count());
        Assert.Equal(4, server.MostOpen);
    }

    [Fact]
    public async Task Nothing_is_written_of_a_run_before_it_has_begun()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server));

        await OpenAsync(output);
        Assert.DoesNotContain(server.Writes, write => write.Lines.Count > 0);
        await output.WriteAsync(SomeRun.Batch(1), Cancellation);

        Assert.Contains("state=\"running\"", server.Writes.First(write => write.Lines.Count > 0).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compression_can_be_switched_off()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server) with { Gzip = false });

        await OpenAsync(output);

        Assert.All(server.Writes, write => Assert.False(write.Headers.ContainsKey("Content-Encoding")));
    }

    [Theory]
    [InlineData(InfluxMode.Raw, "cicada_requests cicada_users")]
    [InlineData(InfluxMode.Statistics, "cicada_request_stats cicada_users")]
    [InlineData(InfluxMode.Both, "cicada_requests cicada_request_stats cicada_users")]
    public async Task The_mode_says_which_points_about_requests_are_sent(InfluxMode mode, string measurements)
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server) with { Mode = mode });
        await OpenAsync(output);

        var result = await output.WriteAsync(SomeRun.Batch(1, 0, SomeRun.Statistics(1), SomeRun.Users(1)), Cancellation);

        Assert.Equal(new OutputResult(1), result);
        Assert.Equal(mode != InfluxMode.Statistics, output.TakesRequests);
        Assert.Equal(measurements.Split(' '), server.Writes[^1].Lines.Select(line => line.Split(',')[0]));
    }

    [Fact]
    public async Task When_one_request_of_several_fails_the_whole_batch_comes_again_and_refused_points_count_once()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server) with { BatchSize = 10 });
        await OpenAsync(output);
        var isBroken = true;
        server.OnWrite = request =>
            request.Lines.Any(line => line.Contains("response_length=35i", StringComparison.Ordinal)) && isBroken ? InfluxAnswers.Busy(503, "7")
            : request.Lines.Any(IsRefused) ? Refused(request)
            : InfluxAnswers.Taken;

        var failure = await Assert.ThrowsAsync<OutputException>(async () => await output.WriteAsync(SomeRun.Batch(40), Cancellation));
        isBroken = false;
        var result = await output.WriteAsync(SomeRun.Batch(40), Cancellation);

        Assert.Equal((OutputFailureKind.Temporary, TimeSpan.FromSeconds(7)), (failure.Kind, failure.RetryAfter));
        Assert.Equal(new OutputResult(38, 2), result);
        var lines = await File.ReadAllLinesAsync(RejectedPath, Cancellation);
        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^# \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z partial write: odd$", lines[0]);
        Assert.All(lines[1..], line => Assert.True(IsRefused(line)));
        Assert.Equal($"2 points were refused by '{server.Address}db': 'partial write: odd'. They are set aside in '{RejectedPath}'.", Assert.Single(output.Warnings));

        static bool IsRefused(string line) => line.Contains("response_length=5i", StringComparison.Ordinal) || line.Contains("response_length=6i", StringComparison.Ordinal);

        static ScriptedAnswer Refused(InfluxRequest request) => InfluxAnswers.PartialWrite("odd", request.Lines.Count(IsRefused));
    }

    [Fact]
    public async Task A_request_that_fails_among_others_that_are_taken_is_sent_again_at_once()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server) with { BatchSize = 10 });
        await BeginAsync(output);
        var requests = 0;
        server.OnWrite = _ => (Interlocked.Increment(ref requests) % 4) switch
        {
            0 => new ScriptedAnswer { Abort = true },
            2 => InfluxAnswers.ServerError,
            _ => InfluxAnswers.Taken,
        };

        var result = await output.WriteAsync(SomeRun.Batch(200), Cancellation);

        Assert.Equal(new OutputResult(200), result);
        Assert.InRange(requests, 39, 41);
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_not_asked_more_often_than_there_are_requests_at_a_time()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server) with { BatchSize = 10 });
        await OpenAsync(output);
        var requests = 0;
        server.OnWrite = _ =>
        {
            Interlocked.Increment(ref requests);
            return InfluxAnswers.ServerError;
        };

        await Assert.ThrowsAsync<OutputException>(async () => await output.WriteAsync(SomeRun.Batch(200), Cancellation));

        Assert.InRange(requests, 1, 4);
    }

    [Fact]
    public async Task A_server_that_wants_to_be_left_alone_is_left_alone()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server) with { BatchSize = 10 });
        await OpenAsync(output);
        var requests = 0;
        server.OnWrite = _ => Interlocked.Increment(ref requests) < 4 ? InfluxAnswers.Taken : InfluxAnswers.Busy(429, "2");

        var failure = await Assert.ThrowsAsync<OutputException>(async () => await output.WriteAsync(SomeRun.Batch(200), Cancellation));

        Assert.Equal(TimeSpan.FromSeconds(2), failure.RetryAfter);
        Assert.InRange(requests, 4, 8);
    }

    [Fact]
    public async Task Refused_observations_are_counted_apart()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V3);
        await using var output = new InfluxOutput(new InfluxOptions { Address = server.Address + "?database=db" });
        await OpenAsync(output);
        server.OnWrite = request => request.Lines.Select((line, i) => (Number: i + 1, line)).Where(line => line.line.StartsWith("cicada_users", StringComparison.Ordinal)).ToArray() is { Length: > 0 } bad
            ? InfluxAnswers.PartialWriteOf3([.. bad.Select(line => (line.Number, line.line, "invalid column type"))])
            : InfluxAnswers.Taken;

        var result = await output.WriteAsync(SomeRun.Batch(10, 0, SomeRun.Users(1), SomeRun.Statistics(1)), Cancellation);

        Assert.Equal(new OutputResult(10, 0, 1), result);
    }

    [Fact]
    public async Task What_is_too_large_is_halved_and_later_batches_stay_small()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server) with { BatchSize = 100 });
        await OpenAsync(output);
        server.OnWrite = request => request.Lines.Count > 30 ? InfluxAnswers.TooLarge : InfluxAnswers.Taken;

        var first = await output.WriteAsync(SomeRun.Batch(100), Cancellation);
        var before = server.Writes.Count;
        var second = await output.WriteAsync(SomeRun.Batch(100, 100), Cancellation);

        Assert.Equal((new OutputResult(100), new OutputResult(100)), (first, second));
        Assert.Equal([25, 25, 25, 25], server.Writes.Skip(before).Select(write => write.Lines.Count));
    }

    [Fact]
    public async Task A_server_that_is_away_does_not_keep_a_run_from_beginning()
    {
        await using var first = await ScriptedInflux.StartAsync();
        var port = first.Address.Port;
        await first.DisposeAsync();
        await using var output = new InfluxOutput($"http://127.0.0.1:{port}/db");

        await OpenAsync(output);
        var failure = await Assert.ThrowsAsync<OutputException>(async () => await output.WriteAsync(SomeRun.Batch(1), Cancellation));
        await using var server = await ScriptedInflux.StartAsync(port: port);
        var result = await output.WriteAsync(SomeRun.Batch(1), Cancellation);

        Assert.Equal($"The InfluxDB at 'http://127.0.0.1:{port}' cannot be reached: nobody listens there.", failure.Message);
        Assert.Equal(new OutputResult(1), result);
        Assert.Equal(["cicada_runs", "cicada_requests"], server.Writes.SelectMany(write => write.Lines).Select(line => line.Split(',')[0]));
    }

    public static TheoryData<int, string, string> Refusals => new()
    {
        { 401, """{"error":"authorization failed"}""", "does not know who asks (401): 'authorization failed'. It was given the user 'me'; give the right password" },
        { 403, """{"error":"\"me\" user is not authorized to write to database \"db\""}""", "may not write to database 'db' (403)" },
        { 404, """{"error":"not here"}""", "has no database 'db' (404): 'not here'" },
        { 500, """{"error":"retention policy not found: rp"}""", "has no retention policy 'rp'" },
        { 301, "", "answered with status 301" },
        { 200, "<html>Welcome</html>", "web page" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_server_that_refuses_ends_the_run_before_it_begins(int status, string body, string sentence)
    {
        await using var server = await ScriptedInflux.StartAsync();
        server.OnWrite = _ => InfluxAnswers.Json(status, body);
        await using var output = new InfluxOutput(new InfluxOptions { Address = server.Address + "db/rp", User = "me", Password = "s3cret" });

        var refusal = await Assert.ThrowsAsync<PlanException>(async () => await OpenAsync(output));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_speak_what_was_asked_for_ends_the_run_before_it_begins()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        await using var output = new InfluxOutput(new InfluxOptions { Address = server.Address + "?database=db", Version = InfluxVersion.V3 });

        var refusal = await Assert.ThrowsAsync<PlanException>(async () => await OpenAsync(output));

        Assert.Contains("InfluxDB of version 'v2.7.12'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "<html>", null)]
    [InlineData(401, """{"error":"authorization failed"}""", null)]
    [InlineData(403, "{}", null)]
    [InlineData(404, "{}", null)]
    [InlineData(429, "{}", 3)]
    [InlineData(500, """{"error":"timeout"}""", null)]
    [InlineData(500, """{"error":"retention policy not found: rp"}""", null)]
    [InlineData(502, "", null)]
    [InlineData(503, "", 3)]
    public async Task Whatever_goes_wrong_in_mid_run_may_go_well_later(int status, string body, int? retryAfter)
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server));
        await OpenAsync(output);
        server.OnWrite = _ => InfluxAnswers.Json(status, body, retryAfter is null ? [] : [("Retry-After", "3")]);

        var failure = await Assert.ThrowsAsync<OutputException>(async () => await output.WriteAsync(SomeRun.Batch(10), Cancellation));

        Assert.Equal(OutputFailureKind.Temporary, failure.Kind);
        Assert.Equal(retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null, failure.RetryAfter);
        Assert.False(File.Exists(RejectedPath));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_waited_for_ten_seconds()
    {
        var clock = new FakeTimeProvider();
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server), clock);
        await BeginAsync(output);
        var never = new TaskCompletionSource();
        server.Hold = _ => never.Task;

        var writing = output.WriteAsync(SomeRun.Batch(10), Cancellation).AsTask();
        await server.WaitForAsync(requests => requests.Any(request => request.Lines.Count == 10));
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(writing.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        var failure = await Assert.ThrowsAsync<OutputException>(() => writing);
        Assert.EndsWith("cannot be reached: there was no answer within 10 s.", failure.Message, StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task A_database_that_was_dropped_in_mid_run_is_created_again()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server));
        await OpenAsync(output);
        server.OnWrite = _ => server.Requests.Any(request => request.Path == "/query") ? InfluxAnswers.Taken : InfluxAnswers.NoDatabase("db");

        var result = await output.WriteAsync(SomeRun.Batch(10), Cancellation);

        Assert.Equal(new OutputResult(10), result);
        Assert.Contains(server.Requests, request => request.Text.Contains(Uri.EscapeDataString("CREATE DATABASE \"db\""), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_end_of_a_run_gets_more_than_one_chance()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server), new HastyClock());
        await OpenAsync(output);
        var failures = 6;
        server.OnWrite = _ => Interlocked.Decrement(ref failures) >= 0 ? InfluxAnswers.ServerError : InfluxAnswers.Taken;

        await output.CloseAsync(SomeRun.Description, SomeRun.Summary(), Cancellation);

        Assert.Contains("state=\"finished\"", server.Writes[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_that_was_not_taken_is_said()
    {
        await using var server = await ScriptedInflux.StartAsync();
        await using var output = new InfluxOutput(Options(server), new HastyClock());
        await OpenAsync(output);
        server.OnWrite = _ => InfluxAnswers.ServerError;

        await Assert.ThrowsAsync<OutputException>(async () => await output.CloseAsync(SomeRun.Description, SomeRun.Summary(), Cancellation));
    }

    [Fact]
    public async Task The_note_in_the_spool_says_where_and_how_and_no_secret()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        await using var output = new InfluxOutput(new InfluxOptions
        {
            Address = server.Address + "?org=o&bucket=b",
            Token = "s3cret",
            Mode = InfluxMode.Raw,
            MeasurementPrefix = "locust_",
            BatchSize = 77,
            Gzip = false,
        });
        await OpenAsync(output);

        var note = output.SpoolNote;

        Assert.DoesNotContain("s3cret", note, StringComparison.Ordinal);
        var read = InfluxSpoolNote.Read(note)!;
        Assert.Equal(
            ($"http://127.0.0.1:{server.Address.Port}?org=o&bucket=b", InfluxMode.Raw, "locust_", 77, false, "v2.7.12"),
            (read.Address, read.Mode, read.Prefix, read.BatchSize, read.Gzip, read.ServerVersion));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"kind":"influx"}""")]
    [InlineData("""{"kind":"other","address":"http://h/d"}""")]
    [InlineData("""{"kind":"influx","address":5}""")]
    [InlineData("""{"kind":"influx","address":"http://h/d","mode":"sideways"}""")]
    public void A_note_of_something_else_is_none(string json) => Assert.Null(InfluxSpoolNote.Read(json));

    private string RejectedPath => _folder.Combine(SomeRun.Description.Id, "influx.rejected.lp");

    private static InfluxOptions Options(ScriptedInflux server) => new() { Address = server.Address + "db" };

    private ValueTask OpenAsync(InfluxOutput output) =>
        output.OpenAsync(new OutputContext { Run = SomeRun.Description, SpoolFolders = [_folder.Path] }, Cancellation);

    /// <summary>Opens it, and lets it say that the run is on, as it does with the first batch.</summary>
    private async Task BeginAsync(InfluxOutput output)
    {
        await OpenAsync(output);
        await output.WriteAsync(OutputBatch.Empty, Cancellation);
    }
}
