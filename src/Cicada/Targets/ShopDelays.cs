namespace Cicada.Targets;

/// <summary>How long the demo shop takes: mostly about a page's usual time, now and then a few times that. The same for the same seed.</summary>
internal sealed class ShopDelays(int seed)
{
    private long _number = -1;

    public Task WaitAsync(int usualMilliseconds, CancellationToken cancellationToken) =>
        Task.Delay(Of(Interlocked.Increment(ref _number), usualMilliseconds), TimeProvider.System, cancellationToken);

    /// <summary>The delay of the request with this number: between half and one and a half of the usual, one in fifty four times as long.</summary>
    public TimeSpan Of(long number, int usualMilliseconds)
    {
        // SplitMix64: any request's delay is known without those before it, so that requests need not queue for a generator.
        var z = ((ulong)(uint)seed << 32) + ((ulong)number + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        var share = (z >> 11) / (double)(1UL << 53);
        var slow = z % 50 == 0 ? 4 : 1;
        return TimeSpan.FromMilliseconds(usualMilliseconds * (0.5 + share) * slow);
    }
}
