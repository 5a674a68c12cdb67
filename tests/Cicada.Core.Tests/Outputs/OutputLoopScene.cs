using Cicada.Outputs;
using Cicada.TestSupport.Time;

namespace Cicada.Tests.Outputs;

/// <summary>A loop for one output, with disks, a clock and a log that the test holds in its hand.</summary>
public abstract class OutputLoopScene : IDisposable
{
    private protected readonly SpoolDisk _disk = new();
    private protected readonly ListLog _log = new();
    private protected readonly SteppedClock _clock = new();
    private protected readonly SampleArrayPool _pool = new();
    private long _time;

    /// <inheritdoc />
    public void Dispose()
    {
        _disk.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static async Task<bool> CompleteAsync(OutputLoop loop)
    {
        await loop.CompleteAsync();
        return true;
    }

    private protected static async Task<bool> DisposeAsync(OutputLoop loop)
    {
        await loop.DisposeAsync();
        return true;
    }

    private protected OutputLoop Loop(ScriptedOutput output, OutputLimits? limits = null)
    {
        limits ??= new OutputLimits();
        var loop = new OutputLoop(output, _disk.Spool(output.Name, limits, _clock, _log), _clock, limits, _log);
        loop.Start();
        return loop;
    }

    private protected void Offer(OutputLoop loop, params int[] counts)
    {
        foreach (var count in counts)
        {
            Offer(loop, count, []);
        }
    }

    private protected void Offer(OutputLoop loop, int count, IReadOnlyList<Observation> observations)
    {
        var shared = new SharedBatch(_pool, Samples(count), count, observations);
        shared.HoldFor(1);
        loop.Offer(shared);
    }

    private protected RequestSample[] Samples(int count)
    {
        var samples = _pool.Rent();
        for (var i = 0; i < count; i++)
        {
            samples[i] = Some.Sample(completed: ++_time);
        }

        return samples;
    }

    private protected async Task EndAsync(OutputLoop loop)
    {
        await _clock.AdvanceUntilAsync(CompleteAsync(loop), TimeSpan.FromHours(1));
        await loop.DisposeAsync();
    }
}
