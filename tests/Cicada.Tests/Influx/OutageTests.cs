using Cicada.Tests.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>
/// An InfluxDB that goes away and comes back, or does not: in the end every request is there, or waits on disk and is counted. That the load
/// does not notice is seen in <see cref="UnseenOutageTests"/>.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class OutageTests(InfluxProgram program) : IClassFixture<InfluxProgram>
{
    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_that_is_not_there_yet_gets_everything_when_it_comes()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.KillAsync();
        await using var scene = new InfluxScene(program);
        await using var run = scene.Start("--influx", InfluxScene.At(server.Address));
        await run.WaitForErrorAsync("all users are there");
        await scene.AnsweredMoreAsync(3000);
        await server.StartAgainAsync();
        await scene.AnsweredMoreAsync(3000);
        run.Terminate();

        await scene.ExpectEverythingThereAsync(await run.WaitForExitAsync(), server);
        Assert.Contains(server.Address.Authority, run.Error, StringComparison.Ordinal);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task What_a_server_that_dies_at_the_end_has_not_taken_waits_and_is_sent_by_replay()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var scene = new InfluxScene(program);
        await using var run = scene.Start("--influx", InfluxScene.At(server.Address), "--influx-final-timeout", "2s");
        await run.WaitForErrorAsync("all users are there");
        await scene.AnsweredMoreAsync(3000);
        await server.KillAsync();
        await scene.AnsweredMoreAsync(2000);
        run.Terminate();
        var result = await run.WaitForExitAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        var output = await scene.OutputAsync();
        Assert.Equal((scene.Target.Answered, 0L, 0L), (output.Recorded, output.Dropped, output.Rejected));
        Assert.InRange(output.Spooled, 1000, scene.Target.Answered - 1);
        Assert.Contains("influx replay", result.Output + result.Error, StringComparison.Ordinal);
        Assert.NotEmpty(scene.SpooledFiles());

        await server.StartAgainAsync();
        await ReplayAsync(scene);
        Assert.Equal(scene.Target.Answered, await server.CountAsync(InfluxScene.Database));
        Assert.Equal(1, await server.CountAsync(InfluxScene.Database, "cicada_run_summary", "count", "\"name\" = '(all)'"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task What_a_server_that_was_never_there_should_have_got_is_sent_by_replay_once_however_often_that_is_said()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.KillAsync();
        await using var scene = new InfluxScene(program);

        var result = await scene.RunAsync("-t", "3s", "--no-store", "--influx", InfluxScene.At(server.Address), "--influx-final-timeout", "2s");

        Assert.True(result.ExitCode == 0, result.ToString());
        var output = await scene.OutputAsync();
        Assert.Equal((scene.Target.Answered, scene.Target.Answered), (output.Recorded, output.Spooled));
        Assert.Contains("influx replay", result.Output + result.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(scene.Folder, "cicada-spool")), "The spool is not where it is said to be.");

        var tooEarly = await scene.AskAsync("influx", "replay", "--influx-final-timeout", "1s");
        Assert.True(tooEarly.ExitCode == 2, tooEarly.ToString());
        Assert.NotEmpty(scene.SpooledFiles());

        await server.StartAgainAsync();
        await ReplayAsync(scene);
        Assert.Equal(scene.Target.Answered, await server.CountAsync(InfluxScene.Database));
        Assert.Equal(0, (await scene.AskAsync("influx", "replay")).ExitCode);
        Assert.Equal(scene.Target.Answered, await server.CountAsync(InfluxScene.Database));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Kill_9_while_the_server_is_stopped_costs_at_most_the_last_moment()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP.");
        var random = new Random(Environment.ProcessId);
        for (var round = 0; round < FaultProgram.Rounds; round++)
        {
            await using var server = await InfluxServer.StartAsync();
            await using var scene = new InfluxScene(program);
            await using var run = scene.Start("--no-store", "--influx", InfluxScene.At(server.Address));
            await run.WaitForErrorAsync("all users are there");
            await scene.AnsweredMoreAsync(2000);
            server.Stop();
            await scene.AnsweredMoreAsync(random.Next(5000, 7000));
            run.Kill();
            await run.WaitForExitAsync();
            server.Continue();

            await ReplayAsync(scene);

            // A point is handed over at the latest after the flush interval of a second, and is to be on disk 400 ms after that: 1,400 of a thousand a second. As many
            // again for a busy machine; without the spool all of the seconds since the stop would be missing.
            Assert.InRange(await server.CountAsync(InfluxScene.Database), scene.Target.Answered - 3000, scene.Target.Answered);
        }
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task What_an_earlier_run_left_behind_is_taken_along_by_the_next()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.KillAsync();
        await using var scene = new InfluxScene(program);
        var first = await scene.RunAsync("-t", "2s", "--no-store", "--influx", InfluxScene.At(server.Address), "--influx-final-timeout", "1s");
        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.NotEmpty(scene.SpooledFiles());

        await server.StartAgainAsync();
        var second = await scene.RunAsync("-t", "2s", "--no-store", "--influx", InfluxScene.At(server.Address));

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(scene.Target.Answered, await server.CountAsync(InfluxScene.Database));
        Assert.Empty(scene.SpooledFiles());
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_database_that_is_dropped_in_mid_run_is_made_again_and_the_points_go_on()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var scene = new InfluxScene(program);
        await using var run = scene.Start("--no-store", "--influx", InfluxScene.At(server.Address));
        await run.WaitForErrorAsync("all users are there");
        await scene.AnsweredMoreAsync(3000);
        await server.QueryAsync("", $"DROP DATABASE {InfluxScene.Database}");
        var before = scene.Target.Answered;
        await scene.AnsweredMoreAsync(4000);
        run.Terminate();

        var result = await run.WaitForExitAsync();

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(scene.Target.Answered, (await scene.OutputAsync()).Stored);
        Assert.InRange(await server.CountAsync(InfluxScene.Database), scene.Target.Answered - before, scene.Target.Answered);
    }

    private static async Task ReplayAsync(InfluxScene scene)
    {
        var replay = await scene.AskAsync("influx", "replay", "--spool", Directory.EnumerateDirectories(scene.Folder).Single(folder => folder.EndsWith("spool", StringComparison.Ordinal)));
        Assert.True(replay.ExitCode == 0, replay.ToString());
        Assert.Empty(scene.SpooledFiles());
    }
}
