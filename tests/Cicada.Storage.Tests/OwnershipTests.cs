using System.IO.Compression;
using Cicada.Influx;

namespace Cicada.Storage.Tests;

public sealed class OwnershipTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task The_owner_leaves_word_beside_the_file_for_the_user_alone_and_takes_it_away()
    {
        await using (var output = await _store.OpenAsync(Some.Run()))
        {
            var owner = StoreOwnerFile.Find(_store.Path);
            Assert.Equal(Environment.ProcessId, owner?.ProcessId);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StoreOwnerFile.PathOf(_store.Path)));
            }
        }

        Assert.False(File.Exists(StoreOwnerFile.PathOf(_store.Path)));
    }

    [Fact]
    public async Task A_second_process_is_told_who_has_the_store_and_what_can_be_done()
    {
        using var child = await ChildProcess.StartAsync(_store.Path);

        var refused = Assert.Throws<StoreException>(() => RunHistory.Open(_store.Path));

        Assert.Contains($"in use by process {child.Id} ('Cicada.Storage.Tests')", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Wait until it has ended", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"'kill {child.Id}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'--store'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(child.Id, refused.Owner?.ProcessId);
    }

    [Fact]
    public async Task Who_was_killed_owns_nothing_any_more()
    {
        using var child = await ChildProcess.StartAsync(_store.Path);
        await child.KillAsync();

        Assert.True(File.Exists(StoreOwnerFile.PathOf(_store.Path)));
        Assert.Null(StoreOwnerFile.Find(_store.Path));
        using var history = RunHistory.Open(_store.Path);
        Assert.Single(history.List());
    }

    [Fact]
    public async Task A_word_of_somebody_else_that_cannot_be_read_is_no_owner()
    {
        await _store.RecordAsync(Some.Run(), OutputBatch.Empty);
        await File.WriteAllTextAsync(StoreOwnerFile.PathOf(_store.Path), "{\"process_id\": \"x\"", TestContext.Current.CancellationToken);

        using var history = RunHistory.Open(_store.Path);
        Assert.Single(history.List());
    }

    [Fact]
    public async Task A_file_deleted_under_a_run_comes_back_with_everything_in_it()
    {
        var earlier = Some.Run("r20261101-000000-abc");
        await _store.RecordAsync(earlier, Some.Batch(Some.Samples(Some.Key(), 30)), Some.Summary(earlier, 30));
        var run = Some.Run();
        await using (var output = await _store.OpenAsync(run))
        {
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 1000)), TestContext.Current.CancellationToken);
            DeleteAll();
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 500, 1000)), TestContext.Current.CancellationToken);
            Assert.True(File.Exists(_store.Path));
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 500, 1500)), TestContext.Current.CancellationToken);
            await output.CloseAsync(run, Some.Summary(run, 2000), TestContext.Current.CancellationToken);
        }

        using var history = RunHistory.Open(_store.Path);
        Assert.Equal([(RunState.Finished, 2000L), (RunState.Finished, 30L)], history.List().Select(one => (one.State, one.Total.Count)));
        Assert.Equal([["r20261101-000000-abc", 30L], ["r20261123-120000-abc", 2000L]], _store.Rows("SELECT run, count(*) FROM cicada_requests GROUP BY ALL ORDER BY 1"));
        Assert.Equal(["cicada.duckdb"], Directory.GetFiles(_store.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_deleted_just_before_the_end_comes_back_too()
    {
        await using (var output = await _store.OpenAsync(Some.Run()))
        {
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 1000)), TestContext.Current.CancellationToken);
            DeleteAll();
        }

        Assert.Equal(1000L, _store.Scalar("SELECT count(*) FROM cicada_requests"));
    }

    [Fact]
    public void A_copy_that_was_complete_when_its_process_was_killed_is_the_store()
    {
        using (var store = Store.Open(_store.Path))
        {
            store.Write("cicada", null, [new Point("m", [], [new("v", FieldValue.Float(1))], 1)]);
        }

        File.Move(_store.Path, _store.Path + ".rescue");

        using (var store = Store.Open(_store.Path))
        {
            Assert.Equal(["m"], store.Measurements("cicada"));
        }
    }

    [Fact]
    public async Task A_file_of_the_first_schema_is_read_as_it_is_and_migrated_when_it_is_recorded_into()
    {
        await UnpackFirstSchemaAsync();
        using (var history = RunHistory.Open(_store.Path))
        {
            Assert.Equal(59, history.ReadSummary("latest").Total.Count);
        }

        Assert.Equal(1, _store.Scalar("SELECT schema_version FROM catalogue.store"));

        var run = Some.Run("r20261201-000000-xyz") with { Started = Some.Started.AddDays(30) };
        await _store.RecordAsync(run, Some.Batch(Some.Sample(Some.Key())), Some.Summary(run, 1));

        Assert.Equal(5, _store.Scalar("SELECT schema_version FROM catalogue.store"));
        using (var history = RunHistory.Open(_store.Path))
        {
            Assert.Equal([1L, 59L], history.List().Select(one => one.Total.Count));
            Assert.Equal(("kept by the first schema", "main"), (history.List()[1].Note, history.List()[1].Labels["branch"]));
        }

        using var store = Store.Open(_store.Path);
        store.CreateRetentionPolicy("cicada", new RetentionPolicy { Name = "week", Duration = TimeSpan.FromDays(7), ShardGroupDuration = TimeSpan.FromDays(1) });
    }

    [Fact]
    public async Task A_file_of_the_first_schema_is_read_with_its_spool()
    {
        await UnpackFirstSchemaAsync();
        TestSupport.SpoolFixture.Write(StoreSpool.FolderOf(_store.Path), Some.Run(), 0, Some.Batch(Some.Sample(Some.Key())));

        using var history = RunHistory.Open(_store.Path);

        Assert.Equal([59L, 1L], history.List().OrderByDescending(run => run.Total.Count).Select(run => run.Total.Count));
    }

    [Fact]
    public async Task An_owner_that_has_let_go_of_the_file_for_a_moment_is_the_owner_also_for_those_who_would_write()
    {
        await _store.RecordAsync(Some.Run(), OutputBatch.Empty);
        var other = Path.Combine(_store.Folder, "other.duckdb");
        using var child = await ChildProcess.StartAsync(other);
        File.Copy(StoreOwnerFile.PathOf(other), StoreOwnerFile.PathOf(_store.Path));

        var refused = Assert.Throws<StoreException>(() => RunHistory.Open(_store.Path, StoreAccess.Change));
        Assert.Equal(child.Id, refused.HolderProcessId);
        Assert.Throws<StoreException>(() => Store.Open(_store.Path));
        await Assert.ThrowsAsync<StoreException>(async () => await _store.OpenAsync(Some.Run()));

        await child.KillAsync();
        using var history = RunHistory.Open(_store.Path, StoreAccess.Change);
        Assert.Single(history.List());
    }

    [Fact]
    public async Task A_copy_that_cannot_take_its_name_is_waited_for_and_nothing_is_begun_in_its_place()
    {
        await using (var output = await _store.OpenAsync(Some.Run()))
        {
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 10)), TestContext.Current.CancellationToken);
            DeleteAll();
            Directory.CreateDirectory(_store.Path);
            for (var attempt = 0; attempt < 2; attempt++)
            {
                var failed = await Assert.ThrowsAsync<OutputException>(async () => await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 10, 10)), TestContext.Current.CancellationToken));
                Assert.Equal(OutputFailureKind.Temporary, failed.Kind);
            }

            Directory.Delete(_store.Path);
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 10, 10)), TestContext.Current.CancellationToken);
        }

        Assert.Equal(20L, _store.Scalar("SELECT count(*) FROM cicada_requests"));
    }

    [Theory]
    [InlineData("rescued")]
    [InlineData("temp")]
    [InlineData("it's \"odd\"")]
    public async Task A_store_of_any_name_comes_back(string name)
    {
        var path = Path.Combine(_store.Folder, name + ".duckdb");
        await using (var output = new StoreOutput(path))
        {
            await output.OpenAsync(new OutputContext { Run = Some.Run() }, TestContext.Current.CancellationToken);
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 10)), TestContext.Current.CancellationToken);
            DeleteAll();
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key(), 10, 10)), TestContext.Current.CancellationToken);
        }

        using var history = RunHistory.Open(path);
        Assert.Equal(20, Assert.Single(history.List()).Total.Count);
    }

    private async Task UnpackFirstSchemaAsync()
    {
        var packed = TestSupport.RepositoryRoot.Combine("tests", "Cicada.Storage.Tests", "Stores", "schema-1.duckdb.gz");
        await using var source = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
        await using var target = File.Create(_store.Path);
        await source.CopyToAsync(target, TestContext.Current.CancellationToken);
    }

    private void DeleteAll()
    {
        foreach (var file in Directory.GetFiles(_store.Folder))
        {
            File.Delete(file);
        }
    }
}
