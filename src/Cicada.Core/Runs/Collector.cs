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

    // Points of users' own that are in memory at a time, wherever they wait. What comes beyond is lost, and counted: a user never waits. It is more than a backlog holds
    // before it writes to disk, and less than makes it drop batches, which would cost samples too.
    private const int MaximumPoints = 200_000;
    private const long MaximumPointBytes = 128 * 1024 * 1024;

    // So many are handed over before the time, and never more of them, or of their bytes, in one batch.
    private const int ObservationsInBatch = 10_000;
    private const long PointBytesInBatch = 16 * 1024 * 1024;

    // Characters of error texts in one batch: a dozen of batches wait in memory at times.
    private const long MaximumTexts = 16 * 1024 * 1024;

    private readonly RunClock _clock;
    private readonly Recorder _recorder;
    private readonly Statistics _statistics;
    private readonly MetricFigures _metrics;
    private readonly IReadOnlyList<OutputLoop> _outputs;
    private readonly SampleArrayPool _pool = new();
    private readonly ConcurrentQueue<Observation> _observations = new();
    private readonly CancellationTokenSource _stop = new();
    private RequestSample[] _batch;
    private int _count;
    private long _texts;
    private long _handedOver;
    private long _lostSoFar;
    private long _lostObservationsSoFar;
    private long _lostPoints;
    private int _points;
    private long _pointBytes;
    private bool _isClosed;

    // Nothing is taken out of the queue any more: what is in it then came too late.
    private bool _isOver;
    private Task _loop = Task.CompletedTask;
    private bool _disposed;

    public Collector(RunClock clock, Recorder recorder, Statistics statistics, MetricFigures metrics, IReadOnlyList<OutputLoop> outputs)
    {
        _clock = clock;
        _recorder = recorder;
        _statistics = statistics;
        _metrics = metrics;
        _outputs = outputs;
        _batch = _pool.Rent();
    }

    /// <summary>Points of users' own, and values of their metrics, that nothing could hold. They are lost to every output, and counted.</summary>
    public long LostObservations => Volatile.Read(ref _lostPoints) + _recorder.DroppedMetrics + (Volatile.Read(ref _isOver) ? _observations.Count(one => one is OwnPoint) : 0);

    public void Start()
    {
        _handedOver = _clock.GetTimestamp();
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Passes an observation on with the next batch.</summary>
    public void Observe(Observation observation) => _observations.Enqueue(observation);

    /// <summary>Passes a point of a user's own on with the next batch, or loses and counts it where too many wait.</summary>
    /// <exception cref="InvalidOperationException">The run is over.</exception>
    public void Offer(OwnPoint point)
    {
        if (Volatile.Read(ref _isClosed))
        {
            throw new InvalidOperationException(
                $"A point of '{point.Measurement}' was written after the end of the run, and goes nowhere. Write it before: at the latest in a handler of test_stop.");
        }

        // Both are counted up first: of several threads at the limit, none gets past it.
        var points = Interlocked.Increment(ref _points);
        var bytes = Interlocked.Add(ref _pointBytes, point.Size);
        if (points > MaximumPoints || bytes > MaximumPointBytes)
        {
            LetGo(1, point.Size);
            Interlocked.Increment(ref _lostPoints);
            return;
        }

        _observations.Enqueue(point);
    }

    /// <summary>Takes everything that is still in the lanes and hands it over; after this nothing may be recorded any more.</summary>
    public async Task CompleteAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        Drain();
    }

    /// <summary>Refuses points from now on, and takes what was recorded since the users ended: by handlers of the end of the run.</summary>
    public void Close()
    {
        Volatile.Write(ref _isClosed, true);
        _recorder.CloseMetrics();
        Drain();
    }

    /// <summary>Hands over what has been collected and observed up to now.</summary>
    public void HandOver()
    {
        CountLost();
        _handedOver = _clock.GetTimestamp();

        // What comes while this goes on is for the next time, or there would be no end to it.
        for (var waiting = HandOverBatch(_observations.Count); waiting > 0;)
        {
            waiting = HandOverBatch(waiting);
        }

        Volatile.Write(ref _isOver, Volatile.Read(ref _isClosed));
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

            // Whole batches only: outputs and their backlogs count batches, and many small ones would be many.
            for (var waiting = _observations.Count; waiting >= ObservationsInBatch;)
            {
                waiting = HandOverBatch(waiting);
            }

            await Task.Delay(DrainEvery, _clock.Provider, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void CountLost()
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

        var observations = LostObservations;
        if (observations > _lostObservationsSoFar)
        {
            foreach (var output in _outputs)
            {
                output.CountLostObservations(observations - _lostObservationsSoFar);
            }

            _lostObservationsSoFar = observations;
        }
    }

    /// <summary>Moves observations from the queue into a batch; returns how many of them are points of users' own, and how much memory these take.</summary>
    private (int Points, long Bytes) Take(List<Observation> batch)
    {
        var (points, bytes) = (0, 0L);
        while (batch.Count < ObservationsInBatch && bytes < PointBytesInBatch && _observations.TryDequeue(out var observation))
        {
            batch.Add(observation);
            if (observation is OwnPoint point)
            {
                points++;
                bytes += point.Size;
            }
        }

        return (points, bytes);
    }

    /// <summary>Hands over one batch, and returns how many observations of those that waited still do.</summary>
    private int HandOverBatch(int waiting)
    {
        var observations = new List<Observation>(Math.Min(waiting, ObservationsInBatch));
        var (points, bytes) = Take(observations);
        HandOver(observations, points, bytes);
        return waiting - observations.Count;
    }

    private void HandOver(List<Observation> observations, int points, long bytes)
    {
        if (_count == 0 && observations.Count == 0)
        {
            return;
        }

        if (_outputs.Count == 0)
        {
            (_count, _texts) = (0, 0);
            LetGo(points, bytes);
            return;
        }

        var shared = new SharedBatch(_pool, _batch, _count, observations, () => LetGo(points, bytes));
        shared.HoldFor(_outputs.Count);
        foreach (var output in _outputs)
        {
            output.Offer(shared);
        }

        _batch = _pool.Rent();
        (_count, _texts) = (0, 0);
    }

    private void LetGo(int points, long bytes)
    {
        Interlocked.Add(ref _points, -points);
        Interlocked.Add(ref _pointBytes, -bytes);
    }

    private void Drain()
    {
        foreach (var lane in _recorder.Lanes)
        {
            while (lane.Metrics.Peek() is { IsEmpty: false } values)
            {
                _metrics.Add(values.Span);
                lane.Metrics.Advance(values.Length);
            }

            while (lane.Requests.Peek() is { IsEmpty: false } samples)
            {
                var room = _batch.Length - _count;
                var taken = samples[..Math.Min(room, samples.Length)];
                _statistics.Add(taken.Span);
                Take(taken.Span);
                lane.Requests.Advance(taken.Length);
                if (_count == _batch.Length || _texts >= MaximumTexts)
                {
                    HandOver();
                }
            }
        }
    }

    /// <summary>Puts the requests among the samples into the batch. Transactions are none: outputs get their statistics.</summary>
    private void Take(ReadOnlySpan<RequestSample> samples)
    {
        foreach (ref readonly var sample in samples)
        {
            if (!sample.Key.IsTransaction)
            {
                _batch[_count++] = sample;
                _texts += sample.Detail?.Length ?? 0;
            }
        }
    }
}
