using Cicada.TestSupport;

namespace Cicada.Storage.Tests;

public sealed class SpoolTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryStore _store = new();
    private readonly RequestKey _key = Some.Key();

    private string Spool => StoreSpool.FolderOf(_store.Path);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task The_numbers_of_a_killed_run_are_those_of_the_store_and_the_spool_and_reading_changes_neither()
    {
        await KilledRunAsync(stored: 100, spooled: 40);
        var before = Snapshot();

        using (var history = RunHistory.Open(_store.Path))
        {
            var run = Assert.Single(history.List());
            Assert.Equal((RunState.Interrupted, 140L), (run.State, run.Total.Count));
            Assert.Equal((140L, 100L, 40L, 0L), (run.Recording.Recorded, run.Recording.Stored, run.Recording.Spooled, run.Recording.Dropped));
            Assert.Contains("or, 40 of them, wait in the spool", Assert.Single(run.Warnings), StringComparison.Ordinal);
            using var rows = history.Sql("SELECT count(*), count(DISTINCT time), max(response_time) FROM cicada_requests");
            Assert.Equal([140L, 140L, 12.345678], rows.Rows.Single());
            rows.Dispose();
            Assert.True(history.Sizes()[run.Run] > 0);
        }

        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void A_spool_file_gets_no_memory_for_the_number_it_gives_a_request()
    {
        SpoolFixture.Write(Spool, Some.Run(), 0, Some.Batch(Some.Sample(Some.Key("/", int.MaxValue)), Some.Sample(Some.Key("/other", int.MaxValue), 1)));
        using (Store.Open(_store.Path))
        {
        }

        Assert.Equal([["/"], ["/other"]], _store.Rows("SELECT name FROM cicada_requests ORDER BY 1"));
    }

    [Fact]
    public async Task What_is_spooled_of_a_request_nobody_has_stored_yet_is_read_too()
    {
        await using (var output = await _store.OpenAsync(Some.Run()))
        {
        }

        var other = Some.Key("/other", 1);
        SpoolFixture.Write(Spool, Some.Run(), 0, Some.Batch(Some.Sample(other, 1, "HTTP 500", "oh")));

        using var history = RunHistory.Open(_store.Path);
        var run = history.ReadSummary("latest");
        Assert.Equal((1L, 1L), (run.Total.Count, run.Total.Failures));
        Assert.Equal("/other", Assert.Single(run.Requests).Name);
    }

    [Fact]
    public async Task Samples_that_reached_the_store_before_their_spool_file_was_removed_are_counted_once()
    {
        await KilledRunAsync(stored: 100, spooled: 0);
        SpoolFixture.Write(Spool, Some.Run(), 7, Some.Batch(Some.Samples(_key, 60, 80)));

        using (var history = RunHistory.Open(_store.Path))
        {
            var run = history.ReadSummary("latest");
            Assert.Equal((140L, 100L, 40L), (run.Total.Count, run.Recording.Stored, run.Recording.Spooled));
        }

        using (var history = RunHistory.Open(_store.Path, StoreAccess.Change))
        {
            var run = history.ReadSummary("latest");
            Assert.Equal((140L, 140L, 0L), (run.Total.Count, run.Recording.Stored, run.Recording.Spooled));
        }

        Assert.Equal(140L, _store.Scalar("SELECT count(*) FROM cicada_requests"));
    }

    [Fact]
    public async Task The_next_run_takes_in_what_the_killed_one_left_and_removes_it()
    {
        await KilledRunAsync(stored: 100, spooled: 40);

        var next = Some.Run("r20261124-080000-xyz") with { Started = Some.Started.AddDays(1) };
        await _store.RecordAsync(next, Some.Batch(Some.Sample(_key, 5)), Some.Summary(next, 1));

        Assert.False(Directory.Exists(Spool));
        Assert.Equal([["r20261123-120000-abc", 140L], ["r20261124-080000-xyz", 1L]], _store.Rows("SELECT run, count(*) FROM cicada_requests GROUP BY ALL ORDER BY 1"));
        using var history = RunHistory.Open(_store.Path);
        Assert.Equal([(RunState.Finished, 1L), (RunState.Interrupted, 140L)], history.List().Select(run => (run.State, run.Total.Count)));
    }

    [Fact]
    public async Task A_run_whose_end_waits_in_the_spool_is_finished_for_whoever_looks()
    {
        var run = Some.Run();
        await KilledRunAsync(stored: 100, spooled: 40);
        var summary = Some.Summary(run, 140);
        SpoolFixture.Write(Spool, run, 99, OutputBatch.Empty, summary with { Recording = summary.Recording with { Stored = 100, Spooled = 40 } });

        using (var history = RunHistory.Open(_store.Path))
        {
            var read = history.ReadSummary("latest");
            Assert.Equal((RunState.Finished, 100L, 40L), (read.State, read.Recording.Stored, read.Recording.Spooled));
        }

        using (var history = RunHistory.Open(_store.Path, StoreAccess.Change))
        {
            var read = history.ReadSummary("latest");
            Assert.Equal((RunState.Finished, 140L, 0L), (read.State, read.Recording.Stored, read.Recording.Spooled));
            Assert.Equal("40 samples that waited in the spool when the run ended have been taken into the store since.", Assert.Single(read.Warnings));
        }
    }

    [Fact]
    public async Task A_finished_run_with_samples_left_in_the_spool_gets_them_and_its_accounts_put_right()
    {
        var run = Some.Run();
        var summary = Some.Summary(run, 150) with
        {
            Warnings = ["50 samples for the output 'store' wait in 'x'. Keep what is there: they are not delivered yet.", "Another."],
        };
        summary = summary with
        {
            Recording = summary.Recording with
            {
                Stored = 100,
                Spooled = 50,
                Outputs = [new OutputSummary { Name = "store", Recorded = 150, Stored = 100, Spooled = 50, Dropped = 0, Rejected = 0 }],
            },
        };
        await _store.RecordAsync(run, Some.Batch(Some.Samples(_key, 100)), summary);
        SpoolFixture.Write(Spool, run, 0, Some.Batch(Some.Samples(_key, 50, 100)));

        using (var history = RunHistory.Open(_store.Path, StoreAccess.Change))
        {
            var read = history.ReadSummary("latest");
            Assert.Equal((150L, 0L), (read.Recording.Stored, read.Recording.Spooled));
            Assert.Equal((150L, 0L), (read.Recording.Outputs[0].Stored, read.Recording.Outputs[0].Spooled));
            Assert.Equal(["Another.", "50 samples that waited in the spool when the run ended have been taken into the store since."], read.Warnings);
        }

        Assert.Equal([[150L, 0L]], _store.Rows("SELECT arg_max(stored, time), arg_max(spooled, time) FROM cicada_runs"));
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside_and_the_others_are_taken_in()
    {
        await KilledRunAsync(stored: 10, spooled: 20);
        var damaged = SpoolFixture.Write(Spool, Some.Run(), 0, Some.Batch(Some.Samples(_key, 5, 500)));
        await File.WriteAllBytesAsync(damaged, (await File.ReadAllBytesAsync(damaged, None))[..^9], None);

        using (var history = RunHistory.Open(_store.Path))
        {
            Assert.Equal(30, history.ReadSummary("latest").Total.Count);
        }

        using (var history = RunHistory.Open(_store.Path, StoreAccess.Change))
        {
            Assert.Equal(30, history.ReadSummary("latest").Total.Count);
        }

        Assert.True(File.Exists(damaged + ".damaged"));
    }

    [Fact]
    public void A_run_the_store_has_never_heard_of_is_taken_in_from_its_spool_alone()
    {
        using (Store.Open(_store.Path))
        {
        }

        SpoolFixture.Write(Spool, Some.Run(), 0, Some.Batch(Some.Samples(_key, 5)));
        SpoolFixture.Write(Spool, Some.Run(), 1, OutputBatch.Empty, Some.Summary(Some.Run(), 5));

        using (var reading = RunHistory.Open(_store.Path))
        {
            Assert.Equal((RunState.Finished, 5L), (reading.ReadSummary("latest").State, reading.ReadSummary("latest").Total.Count));
        }

        using var history = RunHistory.Open(_store.Path, StoreAccess.Change);
        Assert.Equal((RunState.Finished, 5L), (history.ReadSummary("latest").State, history.ReadSummary("latest").Total.Count));
    }

    [Fact]
    public async Task A_file_that_contradicts_the_store_is_set_aside_and_what_is_behind_it_is_taken_in()
    {
        await KilledRunAsync(stored: 10, spooled: 0);
        using (Store.Open(_store.Path))
        {
        }

        // As if another version had recorded it.
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            file.Catalogue.Ensure("cicada_users", ["run"], []);
            file.Execute("INSERT INTO catalogue.columns SELECT id, 99, 'count', false, 'string' FROM catalogue.measurements WHERE name = 'cicada_users'");
            file.Execute("ALTER TABLE data.points_" + file.Catalogue.Find("cicada_users")!.Id + " ADD COLUMN f99 VARCHAR");
        }

        var contradicting = SpoolFixture.Write(
            Spool, Some.Run(), 0, Some.Batch(new UserCount { TimeNanoseconds = Some.Noon, UserClass = "U", Count = 1, Target = 1, ElapsedSeconds = 1 }));
        SpoolFixture.Write(Spool, Some.Run(), 1, Some.Batch(Some.Samples(_key, 20, 10)));

        using (var history = RunHistory.Open(_store.Path))
        {
            using var rows = history.Sql("SELECT count(*) FROM cicada_requests");
            Assert.Equal([30L], rows.Rows.Single());
        }

        using (RunHistory.Open(_store.Path, StoreAccess.Change))
        {
        }

        Assert.Equal(30L, _store.Scalar("SELECT count(*) FROM cicada_requests"));
        Assert.True(File.Exists(contradicting + ".damaged"));
    }

    [Fact]
    public void Each_store_has_a_second_place_of_its_own_also_before_there_is_any_folder_there()
    {
        var fallback = StoreSpool.FallbackOf(_store.Path);

        Assert.NotNull(fallback);
        Assert.True(Path.IsPathRooted(fallback));
        Assert.Equal(fallback, StoreSpool.FallbackOf(Path.Combine(_store.Folder, ".", "cicada.duckdb")));
        Assert.NotEqual(fallback, StoreSpool.FallbackOf(_store.Path + "2"));
    }

    [Fact]
    public async Task What_waits_in_the_second_place_is_read_and_taken_in_as_well()
    {
        await KilledRunAsync(stored: 100, spooled: 10);
        SpoolFixture.Write(StoreSpool.FallbackOf(_store.Path)!, Some.Run(), 5, Some.Batch(Some.Samples(_key, 30, 110)));

        using (var history = RunHistory.Open(_store.Path))
        {
            Assert.Equal(140, history.ReadSummary("latest").Total.Count);
        }

        using (RunHistory.Open(_store.Path, StoreAccess.Change))
        {
        }

        Assert.Equal(140L, _store.Scalar("SELECT count(*) FROM cicada_requests"));
        Assert.False(Directory.Exists(StoreSpool.FallbackOf(_store.Path)!));
    }

    private async Task KilledRunAsync(int stored, int spooled)
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Samples(_key, stored)));
        if (spooled > 0)
        {
            SpoolFixture.Write(Spool, Some.Run(), 3, Some.Batch(Some.Samples(_key, spooled / 2, stored)));
            SpoolFixture.Write(Spool, Some.Run(), 4, Some.Batch(Some.Samples(_key, spooled - (spooled / 2), stored + (spooled / 2))));
        }
    }

    private string[] Snapshot() =>
    [
        .. Directory.EnumerateFiles(_store.Folder, "*", SearchOption.AllDirectories)
            .Select(file => $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}").Order(),
    ];
}
