using System.Globalization;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <summary>Real faults, met by a real program at full speed; a server that counts says what is true.</summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(FullSpeed))]
public sealed partial class StoreFaultTests(FaultProgram program) : IClassFixture<FaultProgram>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _home = new();

    private string Store => _folder.Combine("cicada.duckdb");

    public void Dispose()
    {
        _folder.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task Kill_9_at_any_moment_costs_at_most_the_last_second_and_the_next_run_goes_on_in_the_same_file()
    {
        var random = new Random(Environment.ProcessId);
        for (var round = 0; round < FaultProgram.Rounds; round++)
        {
            await using var server = new CountingServer();
            await using var run = program.Start(_folder.Path, server, _home.Path);
            await run.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);
            var answered = await WatchAsync(server, TimeSpan.FromMilliseconds(random.Next(1200, 3000)));
            run.Kill();
            await run.WaitForExitAsync();

            var summary = await ShowAsync(_folder.Path);
            Assert.Equal(RunState.Interrupted, summary.State);
            Assert.InRange(summary.Total.Count, answered(TimeSpan.FromSeconds(1)), server.Answered);
            Assert.Equal(summary.Total.Count, summary.Recording.Stored + summary.Recording.Spooled);
            Assert.Equal(summary.Total.Count, await CountAsync(_folder.Path, summary.Run));
        }

        await using var last = new CountingServer();
        await using var orderly = program.Start(_folder.Path, last, _home.Path, "-t", "1");
        Assert.Equal(0, (await orderly.WaitForExitAsync()).ExitCode);
        Assert.Equal(last.Answered, (await ShowAsync(_folder.Path)).Recording.Stored);
    }

    [Fact]
    public async Task A_stopped_process_that_goes_on_has_lost_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP.");
        await using var server = new CountingServer();
        await using var run = program.Start(_folder.Path, server, _home.Path, "-t", "5");
        await run.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);
        FaultProgram.Signal(run.Id, 19);
        await WatchAsync(server, TimeSpan.FromSeconds(2));
        FaultProgram.Signal(run.Id, 18);

        await ExpectEverythingStoredAsync(run, server, _folder.Path);
    }

    [Fact]
    public async Task A_store_that_is_deleted_under_a_run_comes_back_with_all_of_it()
    {
        await using var server = new CountingServer();
        await using var run = program.Start(_folder.Path, server, _home.Path, "-t", "4");
        await run.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);
        await WatchAsync(server, TimeSpan.FromSeconds(1));
        File.Delete(Store);
        File.Delete(Store + ".wal");

        await ExpectEverythingStoredAsync(run, server, _folder.Path);
    }

    [Fact]
    public async Task A_full_disk_does_not_slow_the_load_and_what_it_did_not_take_is_stored_when_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 12);
        await using var server = new CountingServer();
        await using var run = program.Start(disk.Path, server, _home.Path, "-t", "5");
        await run.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);
        disk.Fill();
        await run.WaitForErrorAsync("is full");
        var before = server.Answered;
        await WatchAsync(server, TimeSpan.FromSeconds(1));
        Assert.True(server.Answered > before, "The load has stopped with the disk.");
        await disk.ResizeAsync(megabytes: 2048);

        await ExpectEverythingStoredAsync(run, server, disk.Path);
    }

    [Fact]
    public async Task What_a_full_disk_never_took_waits_in_the_spool_and_whoever_changes_the_store_next_takes_it_in()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 12);
        await using var server = new CountingServer();
        await using var run = program.Start(disk.Path, server, _home.Path, "-t", "4");
        await run.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);
        disk.Fill();
        var result = await run.WaitForExitAsync();

        var summary = RunSummaryJson.Parse(await File.ReadAllTextAsync(_home.Combine("S.json"), TestContext.Current.CancellationToken));
        Assert.Equal(server.Answered, summary.Total.Count);
        Assert.Equal(server.Answered, summary.Recording.Recorded);
        Assert.True(summary.Recording.Spooled > 0, result.ToString());
        Assert.Equal(summary.Recording.Recorded, summary.Recording.Stored + summary.Recording.Spooled);

        // Also before anybody has taken it in.
        Assert.Equal(server.Answered, await CountAsync(disk.Path, summary.Run));
        await disk.ResizeAsync(megabytes: 2048);
        var labelled = await program.AskAsync(disk.Path, _home.Path, "label", "latest", "seen=yes");
        Assert.True(labelled.ExitCode == 0, labelled.ToString());
        var after = await ShowAsync(disk.Path);
        Assert.Equal((RunState.Finished, server.Answered, 0L), (after.State, after.Recording.Stored, after.Recording.Spooled));
        Assert.Equal(server.Answered, await CountAsync(disk.Path, summary.Run));
    }

    [Fact]
    public async Task A_folder_that_takes_no_file_any_more_is_borne_and_recovered_from()
    {
        await using var server = new CountingServer();
        await using var run = program.Start(_folder.Path, server, _home.Path, "-t", "6");
        await run.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);
        await WatchAsync(server, TimeSpan.FromSeconds(1));
        await using (await LockedFolder.CloseAsync(_folder.Path))
        {
            // With its log gone, DuckDB has to create a file for the next batch, and cannot.
            var before = server.Answered;
            await WatchAsync(server, TimeSpan.FromSeconds(2));
            Assert.True(server.Answered > before, "The load has stopped with the folder.");
        }

        await ExpectEverythingStoredAsync(run, server, _folder.Path);
    }

    private async Task ExpectEverythingStoredAsync(ProgramRunner run, CountingServer server, string folder)
    {
        var result = await run.WaitForExitAsync();
        var summary = RunSummaryJson.Parse(await File.ReadAllTextAsync(_home.Combine("S.json"), TestContext.Current.CancellationToken));
        Assert.True(summary.Recording.Stored == server.Answered, $"{server.Answered} answered, {summary.Recording}\n{result}");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(server.Answered, await CountAsync(folder, summary.Run));
        Assert.Equal(server.Answered, (await ShowAsync(folder)).Total.Count);
        Assert.False(Directory.Exists(Path.Combine(folder, "cicada.duckdb.spool")));
    }

    // How much had been answered so long before the end of watching.
    private static async Task<Func<TimeSpan, long>> WatchAsync(CountingServer server, TimeSpan howLong)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var seen = new List<(TimeSpan At, long Answered)> { (TimeSpan.Zero, server.Answered) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), clock);
        while (clock.GetElapsedTime(started) < howLong)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            seen.Add((clock.GetElapsedTime(started), server.Answered));
        }

        return before => seen.LastOrDefault(moment => moment.At <= seen[^1].At - before).Answered;
    }

    private async Task<RunSummary> ShowAsync(string folder)
    {
        var shown = await program.AskAsync(folder, _home.Path, "show", "latest", "--json");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        return RunSummaryJson.Parse(shown.Output);
    }

    private async Task<long> CountAsync(string folder, string run)
    {
        var counted = await program.AskAsync(folder, _home.Path, "sql", $"SELECT count(*) FROM cicada_requests WHERE run = '{run}'", "--csv");
        Assert.True(counted.ExitCode == 0, counted.ToString());
        return long.Parse(counted.Output.Split('\n')[1], CultureInfo.InvariantCulture);
    }
}
