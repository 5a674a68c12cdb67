using System.Collections.Concurrent;
using Cicada.Metrics;
using Cicada.Outputs;

namespace Cicada.Runs;

/// <summary>
/// Reads what users recorded, counts it, and passes it on to the outputs in batches. One loop; everything downstream of it
/// may be slow, nothing upstream of it ever waits.
/// </summary>
internal sealed class Collector : IAsyncDisposable
{
    // Often enough that a live table is fresh, seldom enough that an idle run costs nothing to speak of.
    private static readonly TimeSpan DrainEvery = TimeSpan.FromMilliseconds(20);

    // What a crash may cost: this, and the time until the output or the spool has committed.
    internal static readonly TimeSpan HandOverEvery = TimeSpan.FromMilliseconds(250);

    // Characters of error texts in one batch: a dozen of batches wait in memory at times.
    private const long MaximumTexts = 16 * 1024 * 1024;

    private readonly RunClock _clock;
    private readonly Recorder _recorder;
    private readonly Statistics _statistics;
    private readonly IReadOnlyList<OutputLoop> _outputs;
    private readonly SampleArrayPool _pool = new();
    private readonly ConcurrentQueue<Observation> _observations = new();
    private readonly CancellationTokenSource _stop = new();
    private RequestSample[] _batch;
    private int _count;
    private long _texts;
    private long _handedOver;
    private long _lostSoFar;
    private Task _loop = Task.CompletedTask;
    private bool _disposed;

    public Collector(RunClock clock, Recorder recorder, Statistics statistics, IReadOnlyList<OutputLoop> outputs)
    {
        _clock = clock;
        _recorder = recorder;
        _statistics = statistics;
        _outputs = outputs;
        _batch = _pool.Rent();
    }

    public void Start()
    {
        _handedOver = _clock.GetTimestamp();
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Passes an observation on with the next batch.</summary>
    public void Observe(Observation observation) => _observations.Enqueue(observation);

    /// <summary>Takes everything that is still in the lanes and hands it over; after this nothing may be recorded any more.</summary>
    public async Task CompleteAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        Drain();
    }

    /// <summary>Hands over what has been collected and observed up to now.</summary>
    public void HandOver()
    {
        var lost = _recorder.Dropped;
        if (lost > _lostSoFar)
        {
            foreach (var output in _outputs)
            {
                output.CountLost(lost - _lostSoFar);
            }

            _lostSoFar = lost;
        }

        var observations = new List<Observation>();
        while (_observations.TryDequeue(out var observation))
        {
            observations.Add(observation);
        }

        _handedOver = _clock.GetTimestamp();
        if (_count == 0 && observations.Count == 0)
        {
            return;
        }

        if (_outputs.Count == 0)
        {
            (_count, _texts) = (0, 0);
            return;
        }

        var shared = new SharedBatch(_pool, _batch, _count, observations);
        shared.HoldFor(_outputs.Count);
        foreach (var output in _outputs)
        {
            output.Offer(shared);
        }

        _batch = _pool.Rent();
        (_count, _texts) = (0, 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Drain();
            if (_clock.Provider.GetElapsedTime(_handedOver) >= HandOverEvery)
            {
                HandOver();
            }

            await Task.Delay(DrainEvery, _clock.Provider, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Drain()
    {
        foreach (var lane in _recorder.Lanes)
        {
            while (lane.Peek() is { IsEmpty: false } samples)
            {
                var room = _batch.Length - _count;
                var taken = samples[..Math.Min(room, samples.Length)];
                _statistics.Add(taken.Span);
                taken.CopyTo(_batch.AsMemory(_count));
                _count += taken.Length;
                _texts += TextsIn(taken.Span);
                lane.Advance(taken.Length);
                if (_count == _batch.Length || _texts >= MaximumTexts)
                {
                    HandOver();
                }
            }
        }
    }

    private static long TextsIn(ReadOnlySpan<RequestSample> samples)
    {
        var characters = 0L;
        foreach (ref readonly var sample in samples)
        {
            characters += sample.Detail?.Length ?? 0;
        }

        return characters;
    }
}
