using Cicada.Storage.InfluxQl;
using Cicada.Storage.Writing;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests.Writing;

/// <summary>Points that the tables cannot take, since somebody has laid hands on one of them.</summary>
public sealed class LogMergeTests : IDisposable
{
    private readonly TemporaryStore _folder = new();
    private readonly List<string> _told = [];
    private Store _store;

    public LogMergeTests()
    {
        _store = Open();
        _store.CreateDatabase(Lines.Database);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_batch_that_can_never_be_merged_is_kept_and_passed_over()
    {
        await _store.WriteAsync("m,a=x v=1,t=\"a b\",n=2i,b=true 1\n");
        Assert.NotEmpty(_store.Points("m"));
        _folder.Change("DROP TABLE data.points_1");

        await _store.WriteAsync("before v=1 1\n");
        await _store.WriteAsync("m,a=x v=2,t=\"c d\",n=3i,b=false 2\n");
        await _store.WriteAsync("behind v=1 1\n");

        Assert.Equal("00001  v=1", _store.Points("before"));
        Assert.Equal("00001  v=1", _store.Points("behind"));
        var refused = Assert.Single(Directory.GetFiles(WriteLogFolder.Of(_folder.Path), "*.refused"));
        Assert.Equal("m,a=x v=2,t=\"c d\",n=3i,b=false 2", (await File.ReadAllLinesAsync(refused, TestContext.Current.CancellationToken))[1]);
        var sentence = Assert.Single(_told);
        Assert.Contains("'m'", sentence, StringComparison.Ordinal);
        Assert.Contains($"'{refused}'", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_opens_though_a_batch_of_its_log_can_never_be_merged()
    {
        using var copy = new TemporaryStore();
        await copy.BeginAsync("m v=1 1\n");
        await copy.LeaveInLogAsync("m v=2 2\n", "behind v=1 1\n");
        copy.Change("DROP TABLE data.points_1");

        using var store = Store.Open(copy.Path, TimeProvider.System, _told.Add);

        Assert.Equal("00001  v=1", store.Points("behind"));
        Assert.Single(_told);
        Assert.EndsWith(".refused", Assert.Single(Directory.GetFileSystemEntries(WriteLogFolder.Of(copy.Path))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_passed_over_does_not_come_up_again_and_the_measurement_can_be_dropped()
    {
        await _store.WriteAsync("m v=1 1\n");
        Assert.NotEmpty(_store.Points("m"));
        _folder.Change("DROP TABLE data.points_1");
        await _store.WriteAsync("m v=2 2\n");
        _store.Dispose();
        _store = Open();

        Assert.True(_store.DropMeasurement(Lines.Database, "m"));
        Assert.Equal(InfluxWriteKind.Stored, (await _store.WriteAsync("m v=3 3\n")).Kind);
        Assert.Equal("00003  v=3", _store.Points("m"));
        Assert.Single(_told);
    }

    [Fact]
    public void A_change_that_failed_leaves_the_file_open_and_nothing_of_itself()
    {
        var before = _store.ReadFile(file => file);

        Assert.Throws<InvalidOperationException>(() => _store.ChangeFile(file =>
        {
            file.Catalogue.CreateDatabase("half");
            throw new InvalidOperationException("a mistake");
        }));

        Assert.Same(before, _store.ReadFile(file => file));
        Assert.DoesNotContain("half", _store.Databases);
        _store.CreateDatabase("whole");
        Assert.Contains("whole", _store.Databases);
    }

    [Theory]
    [InlineData("Out of Memory Error: could not allocate block of size 256.0 KiB", true, false)]
    [InlineData("DuckDB could not append: Out of Memory Error: failed to pin block", true, false)]
    [InlineData("IO Error: Could not write file", true, true)]
    [InlineData("FATAL Error: Failed: database has been invalidated", true, true)]
    [InlineData("INTERNAL Error: Attempted to access index 3", false, true)] // the same again for the same rows
    [InlineData("Catalog Error: Table with name points_1 does not exist!", false, false)]
    [InlineData("Constraint Error: NOT NULL constraint failed", false, false)]
    public void What_may_pass_is_told_from_what_will_not(string said, bool mayPass, bool endsFile)
    {
        var exception = new AppendException(said);

        Assert.Equal(mayPass, StoreErrors.MayPass(exception));
        Assert.Equal(endsFile, StoreErrors.EndsFile(exception));
    }

    private Store Open() => Store.Open(_folder.Path, new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1)), _told.Add);
}
