using System.Net;
using Cicada.Web;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.Web;

public sealed class CheckQueueTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CheckQueues _queues;

    public CheckQueueTests() => _queues = new(_clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _queues.Dispose();

    [Fact]
    public async Task Giving_up_does_not_shorten_the_pause()
    {
        var queue = await AfterFailuresAsync("10.0.0.1", 10);
        using var gone = new CancellationTokenSource();
        var first = queue.WaitAsync(gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        var second = queue.WaitAsync(Cancellation);
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await second;
    }

    [Fact]
    public async Task After_a_minute_the_wrong_ones_are_forgiven()
    {
        var queue = await AfterFailuresAsync("10.0.0.1", 10);
        _clock.Advance(TimeSpan.FromSeconds(60));
        await queue.WaitAsync(Cancellation);
        queue.Fail();
        queue.Leave();

        Assert.True(queue.WaitAsync(Cancellation).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:9:9:9:9", true)] // one network
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    public async Task Addresses_of_one_machine_share_a_queue(string one, string other, bool isShared)
    {
        var queue = await AfterFailuresAsync(one, 1);

        Assert.Equal(isShared, _queues.TryEnter(IPAddress.Parse(other)) == queue);
    }

    [Fact]
    public async Task Of_too_many_addresses_the_one_that_was_wrong_longest_ago_is_forgotten()
    {
        var first = await AfterFailuresAsync("10.0.0.1", 1);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var second = await AfterFailuresAsync("10.0.0.2", 1);
        for (var i = 0; i < 1023; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await AfterFailuresAsync($"10.1.{i / 256}.{i % 256}", 1);
        }

        Assert.Same(second, _queues.TryEnter(IPAddress.Parse("10.0.0.2")));
        Assert.NotSame(first, _queues.TryEnter(IPAddress.Parse("10.0.0.1")));
    }

    private async Task<CheckQueue> AfterFailuresAsync(string address, int failures)
    {
        var ip = IPAddress.Parse(address);
        var queue = _queues.TryEnter(ip)!;
        for (var i = 0; i < failures; i++)
        {
            await queue.WaitAsync(Cancellation);
            queue.Fail();
            queue.Leave();
        }

        _queues.Leave(ip, queue);
        return queue;
    }
}
