using Cicada.TestSupport;

namespace Cicada.Storage.Tests;

public sealed class RunSizesTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_run_takes_as_large_a_part_of_the_file_as_it_has_of_the_rows()
    {
        await RecordAsync("r1", 30_000);
        await RecordAsync("r2", 10_000);

        using var history = RunHistory.Open(_store.Path);
        var sizes = history.Sizes();

        Assert.Equal(["r1", "r2"], sizes.Keys.Order());
        Assert.InRange((double)sizes["r1"] / sizes["r2"], 1.2, 3.0);
        Assert.InRange(sizes.Values.Sum(), 1, new FileInfo(_store.Path).Length);
    }

    [Fact]
    public async Task The_requests_of_a_run_without_an_end_are_counted()
    {
        await RecordAsync("r1", 20_000);
        await _store.RecordAsync(Some.Run("r2"), Some.Batch(Samples(20_000)));

        using var history = RunHistory.Open(_store.Path);
        var sizes = history.Sizes();

        // The first has an end and final figures too.
        Assert.InRange((double)sizes["r2"] / sizes["r1"], 0.2, 1.0);
    }

    [Fact]
    public async Task A_description_that_speaks_of_more_requests_than_there_are_is_not_believed()
    {
        await RecordAsync("r1", 20_000);
        await RecordAsync("r2", 20_000);
        _store.Change("DELETE FROM data.points_1 WHERE series = 1; CHECKPOINT");

        using var history = RunHistory.Open(_store.Path);
        var sizes = history.Sizes();

        Assert.InRange(sizes["r1"], 0, sizes["r2"] - 1);
    }

    [Fact]
    public async Task Rows_that_are_only_in_the_log_so_far_are_counted_too()
    {
        await RecordAsync("r1", 1_000);
        await using var output = await _store.OpenAsync(Some.Run("r2"));
        await output.WriteAsync(Some.Batch(Samples(30_000)), TestContext.Current.CancellationToken);

        // In the same process two connections share the file.
        using var history = RunHistory.Open(_store.Path, StoreAccess.Change);
        var sizes = history.Sizes();

        Assert.InRange(sizes["r2"], sizes["r1"], 100_000_000);
    }

    [Fact]
    public async Task A_store_without_a_checkpoint_has_sizes_by_the_number_of_values()
    {
        await using var output = await _store.OpenAsync(Some.Run("r1"));
        await output.WriteAsync(Some.Batch(Samples(1_000)), TestContext.Current.CancellationToken);

        using var history = RunHistory.Open(_store.Path, StoreAccess.Change);

        Assert.InRange(history.Sizes()["r1"], 1_000, 1_000_000);
    }

    [Fact]
    public async Task A_store_with_a_spool_beside_it_tells_sizes_too()
    {
        await RecordAsync("r1", 20_000);
        await _store.RecordAsync(Some.Run("r2"), Some.Batch(Samples(1_000)));
        SpoolFixture.Write(StoreSpool.FolderOf(_store.Path), Some.Run("r2"), 0, Some.Batch(Some.Samples(Some.Key(), 5, -1_000_000)));
        SpoolFixture.Write(
            StoreSpool.FolderOf(_store.Path), Some.Run("r3"), 0,
            Some.Batch(new FailureCount { TimeNanoseconds = Some.Noon, RequestType = "GET", Name = "/", Error = "E", Message = "m", Occurrences = 1 }));

        using var history = RunHistory.Open(_store.Path);
        var sizes = history.Sizes();

        Assert.InRange(sizes["r2"], 1, sizes["r1"]);
        Assert.InRange(sizes.Values.Sum(), 1, new FileInfo(_store.Path).Length);
        Assert.InRange(history.ReusableBytes(), 0, new FileInfo(_store.Path).Length);
    }

    [Fact]
    public async Task A_file_may_be_called_anything()
    {
        await RecordAsync("r1", 10);
        var path = Path.Combine(_store.Folder, "it's \"my\" store.v2.duckdb");
        File.Copy(_store.Path, path);

        using var history = RunHistory.Open(path);

        Assert.True(history.Sizes()["r1"] > 0);
        Assert.True(history.ReusableBytes() >= 0);
    }

    [Fact]
    public async Task An_empty_store_has_no_sizes()
    {
        await RecordAsync("r1", 10);
        using var history = RunHistory.Open(_store.Path, StoreAccess.Change);
        history.Delete("r1");

        Assert.Empty(history.Sizes());
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task The_room_of_a_deleted_run_is_used_again_before_the_file_grows()
    {
        for (var i = 1; i <= 4; i++)
        {
            await RecordAsync($"r{i}", 130_000);
        }

        var length = new FileInfo(_store.Path).Length;
        long reusable;
        using (var history = RunHistory.Open(_store.Path, StoreAccess.Change))
        {
            var before = history.ReusableBytes();
            Assert.Equal(["r1", "r2", "r3"], history.Delete(["r1", "r2", "r3"]));
            reusable = history.ReusableBytes();
            Assert.True(reusable > before, $"{reusable} bytes are free after deleting three runs of four, {before} were before.");
        }

        await RecordAsync("r5", 130_000);
        Assert.InRange(new FileInfo(_store.Path).Length, 1, length);
    }

    [Fact]
    public async Task Of_several_runs_to_delete_none_is_where_one_is_unknown()
    {
        await RecordAsync("r1", 10);
        await RecordAsync("r2", 10);
        using var history = RunHistory.Open(_store.Path, StoreAccess.Change);

        Assert.Throws<StoreException>(() => history.Delete(["r1", "x"]));

        Assert.Equal(2, history.List().Count);
        Assert.Empty(history.Delete([]));
    }

    private Task RecordAsync(string id, int count) => _store.RecordAsync(Some.Run(id), Some.Batch(Samples(count)), Some.Summary(Some.Run(id), count));

    // Times that differ, so that their columns take room.
    private static RequestSample[] Samples(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => Some.Sample(Some.Key(), i * 1_000_003L) with
        {
            ResponseNanoseconds = 1_000_000 + (i * 7_919L % 50_000_017),
            ServiceNanoseconds = 1_000_000 + (i * 104_729L % 50_000_017),
        }),
    ];
}
