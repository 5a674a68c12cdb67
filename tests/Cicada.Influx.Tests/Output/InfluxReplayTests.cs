using Cicada.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Influx.Tests;

public sealed class InfluxReplayTests : IDisposable
{
    private static readonly RunDescription Older = SomeRun.Description with { Id = "r20261122-120000-aaa" };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => _folder.Combine("spool");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_waits_is_delivered_oldest_run_first_to_where_it_was_to_go_and_leaves_nothing_behind()
    {
        await using var server = await ScriptedInflux.StartAsync();
        Write(SomeRun.Description, 0, SomeRun.Batch(10), server);
        Write(Older, 0, SomeRun.Batch(20), server);
        Write(Older, 1, SomeRun.Batch(5, 20, SomeRun.Users(1)), server);
        Write(Older, 2, OutputBatch.Empty, server, SomeRun.Summary());

        var result = await ReplayAsync();

        Assert.Equal([(Older.Id, 25L, 1L, 0), (SomeRun.Description.Id, 10L, 0L, 0)], result.Runs.Select(run => (run.Run, run.Requests, run.Observations, run.FilesWaiting)));
        Assert.Equal((36, 0, false, 0), (result.Delivered, result.Refused, result.IsAnythingWaiting, result.Damaged));
        Assert.All(result.Runs, run => Assert.Empty(run.Sentences));
        Assert.False(Directory.Exists(Root));
        Assert.Equal(
            ["1 cicada_runs", "20 cicada_requests", "5 cicada_requests, 1 cicada_users", "2 cicada_run_summary, 1 cicada_runs", "1 cicada_runs", "10 cicada_requests"],
            server.Writes.Select(write => string.Join(", ", write.Lines.Select(line => line.Split(',')[0]).Where(name => name.StartsWith("cicada_", StringComparison.Ordinal))
                .CountBy(name => name).Select(count => $"{count.Value} {count.Key}"))).Where(text => text.Length > 0));
    }

    [Fact]
    public async Task Only_the_runs_that_are_asked_for_are_delivered()
    {
        await using var server = await ScriptedInflux.StartAsync();
        Write(SomeRun.Description, 0, SomeRun.Batch(10), server);
        var left = Write(Older, 0, SomeRun.Batch(20), server);

        var result = await ReplayAsync(options => options with { Runs = [SomeRun.Description.Id] });

        Assert.Equal(SomeRun.Description.Id, Assert.Single(result.Runs).Run);
        Assert.True(File.Exists(left));
    }

    [Fact]
    public async Task It_can_all_go_elsewhere_in_the_form_it_was_to_have()
    {
        await using var gone = await ScriptedInflux.StartAsync();
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        Write(Older, 0, SomeRun.Batch(2, 0, SomeRun.Statistics(1)), gone, note: note => note with { Prefix = "locust_", Mode = InfluxMode.Raw });

        var result = await ReplayAsync(options => options with { Destination = new InfluxOptions { Address = server.Address + "?org=o&bucket=b", Token = "t" } });

        Assert.Equal((3, 0), (result.Delivered, gone.Requests.Count));
        Assert.Equal(["locust_runs", "locust_requests", "locust_requests"], server.Writes.SelectMany(write => write.Lines).Select(line => line.Split(',')[0]));
        Assert.Equal("Token t", server.Writes[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task A_file_that_others_may_change_does_not_say_where_credentials_go()
    {
        if (OperatingSystem.IsWindows())
        {
            // Files have no such modes there.
            return;
        }

        await using var server = await ScriptedInflux.StartAsync();
        var file = Write(Older, 0, SomeRun.Batch(3), server);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        var refused = await ReplayAsync(options => options with { Token = "s3cret" });
        var named = await ReplayAsync(options => options with { Destination = new InfluxOptions { Address = server.Address + "db" } });

        Assert.Contains("chmod", Assert.Single(Assert.Single(refused.Runs).Sentences), StringComparison.Ordinal);
        Assert.Equal((0, true, 3), (refused.Delivered, refused.IsAnythingWaiting, named.Delivered));
        Assert.DoesNotContain(server.Requests, request => request.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_unpacked_damages_no_file()
    {
        await using var server = await ScriptedInflux.StartAsync();
        var file = Write(Older, 0, SomeRun.Batch(3), server);
        server.OnWrite = _ => new ScriptedAnswer { Text = "no gzip", Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } };

        var result = await ReplayAsync(options => options with { FinalTimeout = TimeSpan.Zero });

        Assert.Equal((0, 0, true), (result.Delivered, result.Damaged, result.IsAnythingWaiting));
        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task Who_asks_is_said_anew()
    {
        await using var server = await ScriptedInflux.StartAsync();
        Write(Older, 0, SomeRun.Batch(1), server, note: note => note with { User = "me" });

        await ReplayAsync(options => options with { Password = "p" });

        Assert.Equal("Basic " + Convert.ToBase64String("me:p"u8), server.Writes[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_waited_for_and_then_left_with_a_sentence()
    {
        await using var server = await ScriptedInflux.StartAsync();
        server.OnWrite = _ => InfluxAnswers.ServerError;
        Write(Older, 0, SomeRun.Batch(1), server);
        var second = Write(Older, 1, SomeRun.Batch(1, 1), server);

        var result = await ReplayAsync(options => options with { FinalTimeout = TimeSpan.FromMilliseconds(250) }, new HastyClock());

        var run = Assert.Single(result.Runs);
        Assert.Equal((0L, 2, true), (run.Requests, run.FilesWaiting, result.IsAnythingWaiting));
        Assert.EndsWith($"answered with status 500: 'timeout'. 2 files of run '{Older.Id}' still wait.", Assert.Single(run.Sentences), StringComparison.Ordinal);
        Assert.True(File.Exists(second));
    }

    [Fact]
    public async Task A_server_that_comes_back_in_time_gets_everything()
    {
        await using var server = await ScriptedInflux.StartAsync();
        var failures = 3;
        server.OnWrite = request => request.Lines.Count > 0 && Interlocked.Decrement(ref failures) >= 0 ? InfluxAnswers.Busy(503, "1") : InfluxAnswers.Taken;
        Write(Older, 0, SomeRun.Batch(3), server);

        var result = await ReplayAsync(clock: new HastyClock());

        Assert.Equal((3, false), (result.Delivered, result.IsAnythingWaiting));
    }

    [Fact]
    public async Task A_server_that_refuses_who_asks_is_not_waited_for()
    {
        await using var server = await ScriptedInflux.StartAsync();
        server.OnWrite = _ => InfluxAnswers.WrongPassword;
        Write(Older, 0, SomeRun.Batch(3), server);

        var result = await ReplayAsync(clock: new FakeTimeProvider());

        Assert.Contains("does not know who asks (401)", Assert.Single(Assert.Single(result.Runs).Sentences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside_and_named_and_holds_up_nothing()
    {
        await using var server = await ScriptedInflux.StartAsync();
        var damaged = Write(Older, 0, SomeRun.Batch(3), server);
        Write(Older, 1, SomeRun.Batch(4, 3), server);
        var alone = Write(SomeRun.Description, 0, SomeRun.Batch(3), server);
        foreach (var file in new[] { damaged, alone })
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancellation);
            await File.WriteAllBytesAsync(file, bytes[..^20], Cancellation);
        }

        var result = await ReplayAsync();

        Assert.Equal((4, 2, false), (result.Delivered, result.Damaged, result.IsAnythingWaiting));
        Assert.Equal([damaged + ".damaged", alone + ".damaged"], result.Runs.SelectMany(run => run.Damaged));
        Assert.True(File.Exists(damaged + ".damaged"));
        Assert.Contains($"'{damaged}.damaged' cannot be read", Assert.Single(result.Runs[0].Sentences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_other_outputs_is_left_alone()
    {
        await using var server = await ScriptedInflux.StartAsync();
        var ofStore = SpoolFixture.Write(Root, Older, 0, SomeRun.Batch(3));
        var broken = SpoolFixture.Write(Root, SomeRun.Description, 0, SomeRun.Batch(3));
        await File.WriteAllTextAsync(broken, "no", Cancellation);

        var result = await ReplayAsync();

        Assert.Empty(result.Runs);
        Assert.True(File.Exists(ofStore) && File.Exists(broken));
    }

    [Fact]
    public async Task Nothing_to_deliver_is_no_fault() =>
        Assert.Empty((await ReplayAsync()).Runs);

    [Fact]
    public async Task A_refused_point_is_set_aside_and_the_rest_delivered()
    {
        await using var server = await ScriptedInflux.StartAsync(InfluxDialect.V3);
        server.OnWrite = request => request.Lines.Select((line, i) => (Number: i + 1, Line: line)).Where(line => line.Line.Contains("response_length=2i", StringComparison.Ordinal)).ToArray() is { Length: > 0 } bad
            ? InfluxAnswers.PartialWriteOf3([.. bad.Select(line => (line.Number, line.Line, "odd"))])
            : InfluxAnswers.Taken;
        var file = Write(Older, 0, SomeRun.Batch(10), server, note: note => note with { Address = server.Address + "?database=db" });

        var result = await ReplayAsync();

        var run = Assert.Single(result.Runs);
        Assert.Equal((9L, 1L, 0), (run.Requests, run.Refused, run.FilesWaiting));
        Assert.False(File.Exists(file));
        Assert.Equal(Path.Combine(Root, Older.Id, "influx.rejected.lp"), run.RejectedFile);
        Assert.Contains("response_length=2i", await File.ReadAllTextAsync(run.RejectedFile!, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_takes_along_at_its_end_what_earlier_ones_left_for_the_same_place()
    {
        await using var server = await ScriptedInflux.StartAsync();
        Write(Older, 0, SomeRun.Batch(10), server);
        var elsewhere = Write(Older, 0, SomeRun.Batch(10), server, note: note => note with { Address = "http://elsewhere/db" }, output: "influx2");
        await using var output = new InfluxOutput(server.Address + "db");
        await output.OpenAsync(new OutputContext { Run = SomeRun.Description, SpoolFolders = [Root] }, Cancellation);

        await output.CloseAsync(SomeRun.Description, SomeRun.Summary(), Cancellation);

        Assert.Equal(10, server.Writes.SelectMany(write => write.Lines).Count(line => line.StartsWith($"cicada_requests,", StringComparison.Ordinal)));
        Assert.True(File.Exists(elsewhere));
        Assert.False(Directory.Exists(Path.Combine(Root, Older.Id, "influx")));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Delivered_twice_is_there_once()
    {
        await using var server = await InfluxServer.StartAsync();
        var note = InfluxSpoolNote.Of(
            InfluxDestination.From(new InfluxOptions { Address = server.Address + "db" }, null, [])!, new InfluxOptions { Address = server.Address + "db" }, "").ToJson();
        for (var time = 0; time < 2; time++)
        {
            SpoolFixture.Write(Root, Older, 0, SomeRun.Batch(1_000, 0, SomeRun.Users(1)), SomeRun.Summary(), "influx", note);
            Assert.Equal(1_001, (await ReplayAsync()).Delivered);
        }

        Assert.Equal(1_000, await server.CountAsync("db"));
        Assert.Equal(2, await server.CountAsync("db", "cicada_runs", "state"));
    }

    private Task<InfluxReplayResult> ReplayAsync(Func<InfluxReplayOptions, InfluxReplayOptions>? change = null, TimeProvider? clock = null)
    {
        var options = new InfluxReplayOptions { SpoolFolders = [Root], Environment = new Dictionary<string, string>() };
        return new InfluxReplay(change?.Invoke(options) ?? options, clock).RunAsync(Cancellation);
    }

    private string Write(
        RunDescription run, int number, OutputBatch batch, ScriptedInflux server, RunSummary? summary = null, Func<InfluxSpoolNote, InfluxSpoolNote>? note = null, string output = "influx")
    {
        var options = new InfluxOptions { Address = server.Address + "db" };
        var written = InfluxSpoolNote.Of(InfluxDestination.From(options, null, [])!, options, "");
        return SpoolFixture.Write(Root, run, number, batch, summary, output, (note?.Invoke(written) ?? written).ToJson());
    }
}
