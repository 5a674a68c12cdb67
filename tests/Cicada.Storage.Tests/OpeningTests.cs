namespace Cicada.Storage.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        await File.WriteAllTextAsync(_store.Path, "my thesis", TestContext.Current.CancellationToken);

        var sentence = await RefusalAsync(_store.Path);

        Assert.Contains("is not a DuckDB database", sentence, StringComparison.Ordinal);
        Assert.Equal("my thesis", await File.ReadAllTextAsync(_store.Path, TestContext.Current.CancellationToken));
        Assert.Contains("is not a DuckDB database", Assert.Throws<StoreException>(() => RunHistory.Open(_store.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_somebody_else_is_refused_and_left_alone()
    {
        _store.Change("CREATE TABLE thesis (i INTEGER)");

        Assert.Contains("not a store of Cicada", await RefusalAsync(_store.Path), StringComparison.Ordinal);
        Assert.Equal(1L, _store.Scalar("SELECT count(*) FROM duckdb_tables()"));
    }

    [Fact]
    public void A_new_store_is_for_whoever_began_it_alone_and_keeps_rights_it_is_given()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        Store.Open(_store.Path).Dispose();

        Assert.Equal(Own, File.GetUnixFileMode(_store.Path));
        File.SetUnixFileMode(_store.Path, Own | UnixFileMode.GroupRead);
        Store.Open(_store.Path).Dispose();
        Assert.Equal(Own | UnixFileMode.GroupRead, File.GetUnixFileMode(_store.Path));
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        var folder = Path.Combine(_store.Folder, "not", "there");

        Assert.Contains($"there is no folder '{folder}'", await RefusalAsync(Path.Combine(folder, "cicada.duckdb")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_file_is_named()
    {
        Directory.CreateDirectory(_store.Path);

        Assert.Contains("is a folder; a store is a file", await RefusalAsync(_store.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_nobody_may_write_into_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Even root may not write into /sys, which is on Linux only.");

        Assert.Contains("may not be opened or written: ", await RefusalAsync("/sys/cicada.duckdb"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_is_not_there_is_not_created_by_reading()
    {
        var refused = Assert.Throws<StoreException>(() => RunHistory.Open(_store.Path));

        Assert.Contains($"There is no store '{_store.Path}'", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_store.Path));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_both_versions()
    {
        await _store.RecordAsync(Some.Run(), OutputBatch.Empty);
        _store.Change("UPDATE catalogue.store SET schema_version = 99");

        var sentence = await RefusalAsync(_store.Path);

        Assert.Contains("has schema version '99'", sentence, StringComparison.Ordinal);
        Assert.Contains("up to '5'", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_with_the_signs_of_a_connection_string_is_a_path()
    {
        var path = Path.Combine(_store.Folder, "a;b=c 'd' \"e\".duckdb");
        await using var output = new StoreOutput(path);

        await output.OpenAsync(new OutputContext { Run = Some.Run() }, TestContext.Current.CancellationToken);

        Assert.True(File.Exists(path));
    }

    private static async Task<string> RefusalAsync(string path)
    {
        await using var output = new StoreOutput(path);
        var refused = await Assert.ThrowsAsync<StoreException>(async () => await output.OpenAsync(new OutputContext { Run = Some.Run() }, TestContext.Current.CancellationToken));
        return refused.Message;
    }

    [Theory]
    [InlineData("data.duckdb")]
    [InlineData("Data.v2.duckdb")]
    [InlineData("catalogue")]
    public void A_file_named_like_something_within_it_is_refused_before_it_is_made(string name)
    {
        using var store = new TemporaryStore();
        var path = Path.Combine(store.Folder, name);

        var refused = Assert.Throws<StoreException>(() => Store.Open(path));

        Assert.Contains("cannot be called that", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(store.Folder));
    }
}
