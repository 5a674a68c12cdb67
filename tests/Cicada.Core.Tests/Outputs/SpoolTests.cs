using Cicada.Outputs;
using Cicada.TestSupport.Time;

namespace Cicada.Tests.Outputs;

/// <summary>Two folders for what waits on disk.</summary>
public sealed class SpoolTests : IDisposable
{
    private readonly SpoolDisk _disk = new();
    private readonly SteppedClock _clock = new();
    private readonly ListLog _log = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void What_the_first_folder_does_not_take_goes_to_the_second()
    {
        var spool = Spool();

        var first = Add(spool, 1)!;
        _disk.FirstFails = true;
        var second = Add(spool, 2)!;

        Assert.StartsWith(_disk.First, first.Path, StringComparison.Ordinal);
        Assert.StartsWith(_disk.Second, second.Path, StringComparison.Ordinal);
        Assert.Equal([1, 2], _disk.SamplesByFile);
        Assert.Equal($"'{_disk.First}/{SpoolDisk.Run}/store' and '{_disk.Second}/{SpoolDisk.Run}/store'", spool.Whereabouts.Replace('\\', '/'));
    }

    [Fact]
    public void A_file_that_was_cut_off_by_a_full_disk_leaves_nothing_behind()
    {
        _disk.FirstIsFull = true;
        var spool = Spool();

        Add(spool, 10);

        Assert.False(Directory.Exists(_disk.First));
        Assert.Equal($"Samples for the output 'store' cannot be kept in '{Path.Combine(_disk.First, SpoolDisk.Run, "store")}'. No space left on device", Assert.Single(_log.Lines).Text);
    }

    [Fact]
    public async Task A_folder_that_failed_is_tried_once_a_second_until_it_takes_something()
    {
        _disk.FirstFails = true;
        var spool = Spool();

        for (var i = 0; i < 35; i++)
        {
            Add(spool, 1);
            await _clock.AdvanceAsync(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(4, _disk.Attempts);
        _disk.FirstFails = false;
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.StartsWith(_disk.First, Add(spool, 1)!.Path, StringComparison.Ordinal);
        Assert.StartsWith(_disk.First, Add(spool, 1)!.Path, StringComparison.Ordinal);
        Assert.Equal(37, _disk.Files.Count);
        Assert.Single(_log.Lines);
    }

    [Fact]
    public async Task Where_no_folder_takes_anything_the_next_attempt_is_a_second_away()
    {
        (_disk.FirstFails, _disk.SecondFails) = (true, true);
        var spool = Spool();

        Assert.Equal(TimeSpan.Zero, spool.RetryIn);
        Assert.Null(Add(spool, 1));
        Assert.Equal(TimeSpan.FromSeconds(1), spool.RetryIn);
        await _clock.AdvanceAsync(TimeSpan.FromSeconds(0.75));
        Assert.Equal(TimeSpan.FromSeconds(0.25), spool.RetryIn);
        Assert.Null(Add(spool, 1));
        Assert.Equal(1, _disk.Attempts);
        Assert.Null(spool.TryAdd(Batch(1), isLastChance: true));
        Assert.Equal(2, _disk.Attempts);
    }

    [Fact]
    public void Both_folders_together_are_bounded()
    {
        var spool = Spool(new OutputLimits { SpoolBytes = 2_200 });

        _disk.FirstFails = true;
        var file = Add(spool, 10)!;
        Assert.False(spool.IsFull);
        _disk.FirstFails = false;
        Add(spool, 10);
        Assert.False(spool.IsFull);
        Add(spool, 10);
        Assert.True(spool.IsFull);
        spool.Remove(file);
        Assert.False(spool.IsFull);
    }

    [Fact]
    public void The_folders_go_with_the_last_file()
    {
        var spool = Spool();
        var first = Add(spool, 1)!;
        _disk.FirstFails = true;
        var second = Add(spool, 2)!;

        spool.Remove(first);
        Assert.Equal([2], _disk.SamplesByFile);
        spool.Remove(second);
        Assert.Empty(_disk.Entries);
    }

    [Fact]
    public void A_folder_that_was_there_before_stays()
    {
        Directory.CreateDirectory(_disk.First);
        var spool = Spool();

        spool.Remove(Add(spool, 1)!);

        Assert.Equal([_disk.First], _disk.Entries);
    }

    [Fact]
    public void A_folder_that_somebody_deletes_is_made_again()
    {
        var spool = Spool();
        var gone = Add(spool, 1)!;
        Directory.Delete(_disk.First, recursive: true);

        var file = Add(spool, 2)!;
        spool.Remove(gone);

        Assert.Equal([2], _disk.SamplesByFile);
        spool.Remove(file);
        Assert.Empty(_disk.Entries);
    }

    [Fact]
    public void A_place_that_is_no_folder_is_passed_over()
    {
        File.WriteAllText(_disk.First, "a file where the folder would be");
        var spool = Spool();

        Assert.StartsWith(_disk.Second, Add(spool, 1)!.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_user_may_look_into_what_was_made()
    {
        var spool = Spool();
        Add(spool, 1);

        const UnixFileMode file = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        foreach (var path in _disk.Entries)
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(Directory.Exists(path) ? file | UnixFileMode.UserExecute : file, File.GetUnixFileMode(path));
            }
        }

        Assert.Equal(5, _disk.Entries.Count());
    }

    private static OutputBatch Batch(int samples) => new() { Requests = Enumerable.Range(0, samples).Select(i => Some.Sample(completed: i)).ToArray() };

    private static SpoolFile? Add(Spool spool, int samples) => spool.TryAdd(Batch(samples), isLastChance: false);

    private Spool Spool(OutputLimits? limits = null) => _disk.Spool("store", limits ?? new OutputLimits(), _clock, _log);
}
