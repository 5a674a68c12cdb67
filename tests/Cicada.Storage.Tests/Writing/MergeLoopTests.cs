using System.Threading.Channels;
using Cicada.Storage.Writing;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests.Writing;

public sealed class MergeLoopTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WaitingBatches _waiting = new();
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task It_goes_on_after_whatever_went_wrong_and_says_so_once()
    {
        var tries = 0;
        var merged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var loop = new MergeLoop(_waiting, Merge, _clock, told => _told.Writer.TryWrite(told));

        _waiting.Add([Large(1)]);
        var told = await _told.Reader.ReadAsync(TestContext.Current.CancellationToken);
        await AdvanceUntil(merged.Task);

        Assert.Contains("a mistake", told, StringComparison.Ordinal);
        Assert.False(_told.Reader.TryRead(out _));

        void Merge()
        {
            if (++tries < 3)
            {
                throw new InvalidOperationException("a mistake");
            }

            _waiting.Remove(1);
            merged.SetResult();
        }
    }

    [Fact]
    public async Task Writers_for_whom_there_is_no_room_are_told_why_nothing_is_merged()
    {
        using var loop = new MergeLoop(_waiting, () => throw new KeyNotFoundException("a mistake"), _clock, told => _told.Writer.TryWrite(told));

        _waiting.Add([.. Enumerable.Range(1, 4).Select(Large)]);
        await _told.Reader.ReadAsync(TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<StoreException>(() => _waiting.RoomAsync(TestContext.Current.CancellationToken));
        Assert.Equal("a mistake", refused.Message);
    }

    private static LineBatch Large(int position)
    {
        var batch = new LineBatch("db", "autogen") { Position = position };
        batch.AddWeight(WaitingBatches.Plenty);
        return batch;
    }

    // Whoever waits may not have begun to.
    private async Task AdvanceUntil(Task done)
    {
        while (!done.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await done;
    }
}
