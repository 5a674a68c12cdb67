using Cicada.Storage.Writing;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests.Writing;

/// <summary>What is in the log when a process ends without closing the store: a copy of store and log, taken while it is open, is just that.</summary>
public sealed class WriteLogTests : IDisposable
{
    private readonly TemporaryStore _folder = new();
    private readonly TemporaryStore _copy = new();
    private readonly Store _store;

    public WriteLogTests()
    {
        _store = Store.Open(_folder.Path, new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(1)));
        _store.CreateDatabase(Lines.Database);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_crash()
    {
        await _store.WriteAsync("m,a=x v=1.5,t=\"ü\",b=true,n=-3i 1\n");
        await _store.WriteAsync("m,a=y v=2 2\nother v=1 3\n");
        Crash();

        using var store = Store.Open(_copy.Path);

        Assert.Equal("00001 a=x b=true,n=-3i,t=ü,v=1.5\n00002 a=y v=2", store.Points("m"));
        Assert.Equal("00003  v=1", store.Points("other"));
        Assert.False(Directory.Exists(WriteLogFolder.Of(_copy.Path)));
    }

    [Fact]
    public async Task What_is_in_the_tables_is_not_merged_again()
    {
        await _store.WriteAsync("m v=1 1\n");
        Assert.NotEmpty(_store.Points("m"));
        _store.DropPoints(Lines.Database, null, "m");
        await _store.WriteAsync("m v=2 2\n");
        Crash();

        using var store = Store.Open(_copy.Path);

        Assert.Equal("00002  v=2", store.Points("m"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(60)]
    public async Task A_record_that_was_being_written_is_passed_over(int bytes)
    {
        await _store.WriteAsync("m v=1 1\n");
        var length = new FileInfo(WriteLogFolder.Files(_folder.Path).Single()).Length;
        await _store.WriteAsync("m v=2 2\n");
        Crash();
        var log = WriteLogFolder.Files(_copy.Path).Single();
        using (var file = File.OpenWrite(log))
        {
            file.SetLength(length + bytes);
        }

        using (var store = Store.Open(_copy.Path))
        {
            Assert.Equal("00001  v=1", store.Points("m"));
            await store.WriteAsync("m v=3 3\n");
        }

        using var again = Store.Open(_copy.Path);
        Assert.Equal("00001  v=1\n00003  v=3", again.Points("m"));
    }

    [Fact]
    public async Task A_record_with_a_wrong_byte_and_all_behind_it_is_passed_over()
    {
        await _store.WriteAsync("m v=1 1\n");
        var length = new FileInfo(WriteLogFolder.Files(_folder.Path).Single()).Length;
        await _store.WriteAsync("m v=2 2\n");
        Crash();
        using (var file = File.OpenWrite(WriteLogFolder.Files(_copy.Path).Single()))
        {
            file.Position = length + 40;
            file.WriteByte(0xFF);
        }

        using var store = Store.Open(_copy.Path);

        Assert.Equal("00001  v=1", store.Points("m"));
    }

    [Theory]
    [InlineData(0, "a")] // its mark
    [InlineData(5, "a")] // its length
    [InlineData(40, "a")] // what is in it
    [InlineData(0, "b")]
    [InlineData(5, "b")]
    [InlineData(40, "b")]
    public async Task Records_behind_a_damaged_one_are_merged_and_the_file_is_kept_and_said(int place, string damaged)
    {
        await _copy.BeginAsync("begun v=1 1\n");
        await _copy.LeaveInLogAsync("m,a=a v=1 1\n", "m,a=b v=2 2\n", "m,a=c v=3 3\n");
        var log = WriteLogFolder.Files(_copy.Path).Single();
        Spoil(log, (damaged == "a" ? 0 : new FileInfo(log).Length / 3) + place);

        var told = new List<string>();
        using (var store = Store.Open(_copy.Path, TimeProvider.System, told.Add))
        {
            Assert.Equal(damaged == "a" ? "00002 a=b v=2\n00003 a=c v=3" : "00001 a=a v=1\n00003 a=c v=3", store.Points("m"));
            await store.WriteAsync("m,a=d v=4 4\n");
        }

        Assert.Contains($"'{log}.damaged'", Assert.Single(told), StringComparison.Ordinal);
        Assert.Equal([log + ".damaged"], Directory.GetFiles(WriteLogFolder.Of(_copy.Path)));
        using var again = Store.Open(_copy.Path, TimeProvider.System, told.Add);
        Assert.Equal(3, again.Points("m").Split('\n').Length);
        Assert.Single(told);
    }

    [Fact]
    public async Task A_file_that_ends_too_early_and_is_not_the_last_is_kept_and_said()
    {
        await _copy.BeginAsync("begun v=1 1\n");
        await _copy.LeaveInLogAsync("m,a=a v=1 1\n", "m,a=b v=2 2\n", "m,a=c v=3 3\n");
        var log = WriteLogFolder.Files(_copy.Path).Single();
        var bytes = await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken);
        var length = bytes.Length / 3;
        await File.WriteAllBytesAsync(log, bytes[..((2 * length) - 7)], TestContext.Current.CancellationToken);
        var third = Path.Combine(WriteLogFolder.Of(_copy.Path), WriteLogFolder.NameOf(WriteLogFolder.PositionOf(log)!.Value + 2));
        await File.WriteAllBytesAsync(third, bytes[(2 * length)..], TestContext.Current.CancellationToken);

        var told = new List<string>();
        using var store = Store.Open(_copy.Path, TimeProvider.System, told.Add);

        Assert.Equal("00001 a=a v=1\n00003 a=c v=3", store.Points("m"));
        Assert.Single(told);
        Assert.Equal([log + ".damaged"], Directory.GetFiles(WriteLogFolder.Of(_copy.Path)));
    }

    [Fact]
    public async Task A_log_of_a_later_form_is_not_touched()
    {
        await _copy.BeginAsync("begun v=1 1\n");
        await _copy.LeaveInLogAsync("m v=1 1\n");
        var log = WriteLogFolder.Files(_copy.Path).Single();
        using (var file = File.OpenWrite(log))
        {
            file.Write("CWL2"u8);
        }

        var toRead = Assert.Throws<StoreException>(() => RunHistory.Open(_copy.Path));
        var toWrite = Assert.Throws<StoreException>(() => Store.Open(_copy.Path));

        Assert.All([toRead, toWrite], exception => Assert.Contains("newer Cicada", exception.Message, StringComparison.Ordinal));
        Assert.True(File.Exists(log));
    }

    [Fact]
    public async Task Whoever_only_reads_runs_finds_what_waits_in_the_log_too()
    {
        await _store.WriteAsync("m v=1 1\n");
        Crash();

        using (RunHistory.Open(_copy.Path))
        {
            Assert.False(Directory.Exists(WriteLogFolder.Of(_copy.Path)));
        }

        Assert.Equal(1L, _copy.Scalar("SELECT count(*) FROM data.points_1"));
    }

    [Fact]
    public async Task The_log_of_a_store_that_was_deleted_is_not_taken_for_that_of_the_next()
    {
        await _store.WriteAsync("m v=1 1\n");
        Crash();
        File.Delete(_copy.Path);
        File.Delete(_copy.Path + ".wal");
        using (var store = Store.Open(_copy.Path))
        {
            store.CreateDatabase(Lines.Database);
            await store.WriteAsync("n v=1 1\n");
        }

        using var again = Store.Open(_copy.Path);

        Assert.Empty(again.Points("m"));
        Assert.Equal("00001  v=1", again.Points("n"));
    }

    [Fact]
    public async Task The_log_is_for_its_owner_alone()
    {
        await _store.WriteAsync("m v=1 1\n");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(WriteLogFolder.Files(_folder.Path).Single()));
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(WriteLogFolder.Of(_folder.Path)));
        }
    }

    private static void Spoil(string path, long place)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = place;
        var was = file.ReadByte();
        file.Position = place;
        file.WriteByte((byte)(was ^ 0xFF));
    }

    private void Crash()
    {
        File.Copy(_folder.Path, _copy.Path);
        if (File.Exists(_folder.Path + ".wal"))
        {
            File.Copy(_folder.Path + ".wal", _copy.Path + ".wal");
        }

        Directory.CreateDirectory(WriteLogFolder.Of(_copy.Path));
        foreach (var file in WriteLogFolder.Files(_folder.Path))
        {
            File.Copy(file, Path.Combine(WriteLogFolder.Of(_copy.Path), Path.GetFileName(file)));
        }
    }
}
