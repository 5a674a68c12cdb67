using System.Globalization;

namespace Cicada.Storage.Tests;

public sealed class CrashTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task After_kill_9_the_file_opens_and_holds_exactly_what_was_acknowledged()
    {
        using var child = await ChildProcess.StartAsync(_store.Path);
        for (var i = 1; i <= 7; i++)
        {
            child.AskForBatch();
            Assert.Equal($"acknowledged {i}", await child.ReadLineAsync());
        }

        await child.KillAsync();

        Assert.True(File.Exists(_store.Path + ".wal"));
        using var history = RunHistory.Open(_store.Path);
        var run = Assert.Single(history.List());
        Assert.Equal(RunState.Interrupted, run.State);
        Assert.Equal(7 * ChildProcess.BatchSize, run.Total.Count);
        Assert.Equal(7 * ChildProcess.BatchSize, run.Recording.Stored);
    }

    [Fact]
    public async Task Kill_9_between_acknowledgements_keeps_whole_batches_only()
    {
        using var child = await ChildProcess.StartAsync(_store.Path);
        for (var i = 0; i < 200; i++)
        {
            child.AskForBatch();
        }

        for (var i = 1; i <= 20; i++)
        {
            Assert.Equal($"acknowledged {i}", await child.ReadLineAsync());
        }

        var rest = await child.KillAsync();
        var acknowledged = rest.LastOrDefault(line => line.StartsWith("acknowledged ", StringComparison.Ordinal)) is { } last
            ? int.Parse(last.Split(' ')[1], CultureInfo.InvariantCulture)
            : 20;

        using var history = RunHistory.Open(_store.Path);
        var count = history.ReadSummary("latest").Total.Count;
        // The last batch may have reached the disk without having been acknowledged.
        Assert.Contains(count, new long[] { acknowledged * ChildProcess.BatchSize, (acknowledged + 1) * ChildProcess.BatchSize });
    }

    [Fact]
    public async Task The_next_run_records_into_the_file_a_killed_one_left()
    {
        using var child = await ChildProcess.StartAsync(_store.Path);
        child.AskForBatch();
        Assert.Equal("acknowledged 1", await child.ReadLineAsync());
        await child.KillAsync();

        var next = Some.Run("r20261124-080000-xyz") with { Started = Some.Started.AddDays(1) };
        await _store.RecordAsync(next, Some.Batch(Some.Sample(Some.Key())), Some.Summary(next, 1));

        using var history = RunHistory.Open(_store.Path);
        Assert.Equal([(RunState.Finished, 1L), (RunState.Interrupted, ChildProcess.BatchSize)], history.List().Select(run => (run.State, run.Total.Count)));
    }

    [Fact]
    public async Task A_file_in_use_is_refused_with_the_process_that_holds_it()
    {
        using var child = await ChildProcess.StartAsync(_store.Path);

        var reading = Assert.Throws<StoreException>(() => RunHistory.Open(_store.Path));
        await using var output = new StoreOutput(_store.Path);
        var recording = await Assert.ThrowsAsync<StoreException>(async () => await output.OpenAsync(new OutputContext { Run = Some.Run("r2") }, TestContext.Current.CancellationToken));

        Assert.Equal(child.Id, reading.HolderProcessId);
        Assert.Contains($"is in use by process {child.Id}", reading.Message, StringComparison.Ordinal);
        Assert.Equal(child.Id, recording.HolderProcessId);
    }
}
