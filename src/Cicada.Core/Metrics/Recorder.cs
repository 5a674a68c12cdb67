namespace Cicada.Metrics;

/// <summary>
/// Takes samples from the threads that run users. Handing one over is a few memory writes: each thread has a
/// <see cref="SampleLane"/> of its own, and one collector reads them all.
/// </summary>
internal sealed class Recorder
{
    /// <summary>Threads with a lane of their own. More of them share the last lane under a lock; a pool rarely has so many.</summary>
    internal const int MaximumLanes = 256;

    // 1 million request samples, about 130 MB, and as many values of metrics, 24 MB, held only when the collector is far behind.
    private const int MaximumSamples = 1_000_000;

    [ThreadStatic]
    private static Recorder? t_recorder;

    [ThreadStatic]
    private static SampleLane? t_lane;

    private readonly RunClock _clock;
    private readonly LaneSegments<RequestSample> _requestSegments = new(MaximumSamples / LaneSegment<RequestSample>.Length);
    private readonly LaneSegments<MetricSample> _metricSegments = new(MaximumSamples / LaneSegment<MetricSample>.Length);
    private readonly Lock _gate = new();
    private readonly Lock _sharedGate = new();
    private SampleLane[] _lanes = [];
    private long _dropped;
    private long _droppedMetrics;
    private bool _isClosed;

    public Recorder(RunClock clock) => _clock = clock;

    /// <summary>Samples no segment could hold. They are lost, and counted.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Values of metrics no segment could hold. They are lost, and counted.</summary>
    public long DroppedMetrics => Volatile.Read(ref _droppedMetrics);

    /// <summary>All lanes there are; read by the collector.</summary>
    public IReadOnlyList<SampleLane> Lanes => Volatile.Read(ref _lanes);

    /// <summary>A unique completion time for a sample of this run, at or just after the given timestamp.</summary>
    public long ClaimTime(long timestamp)
    {
        var nanoseconds = _clock.ToUnixNanoseconds(timestamp);
        var lane = Lane();
        if (lane.Number == MaximumLanes - 1)
        {
            lock (_sharedGate)
            {
                return lane.ClaimTime(nanoseconds);
            }
        }

        return lane.ClaimTime(nanoseconds);
    }

    /// <summary>Hands a sample over.</summary>
    public void Record(in RequestSample sample)
    {
        var lane = Lane();
        bool taken;
        if (lane.Number == MaximumLanes - 1)
        {
            lock (_sharedGate)
            {
                taken = lane.Requests.TryWrite(sample);
            }
        }
        else
        {
            taken = lane.Requests.TryWrite(sample);
        }

        if (!taken)
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Hands a value of a metric over, with the time it is now.</summary>
    public void Record(MetricSeries series, double value)
    {
        if (Volatile.Read(ref _isClosed))
        {
            Interlocked.Increment(ref _droppedMetrics);
            return;
        }

        var sample = new MetricSample(series, value, _clock.GetTimestamp());
        var lane = Lane();
        bool taken;
        if (lane.Number == MaximumLanes - 1)
        {
            lock (_sharedGate)
            {
                taken = lane.Metrics.TryWrite(sample);
            }
        }
        else
        {
            taken = lane.Metrics.TryWrite(sample);
        }

        if (!taken)
        {
            Interlocked.Increment(ref _droppedMetrics);
        }
    }

    /// <summary>Values of metrics that come from now on are lost, and counted: the run is over.</summary>
    public void CloseMetrics() => Volatile.Write(ref _isClosed, true);

    private SampleLane Lane() => ReferenceEquals(t_recorder, this) ? t_lane! : FindLane();

    private SampleLane FindLane()
    {
        lock (_gate)
        {
            var thread = Thread.CurrentThread;
            var lanes = _lanes;
            SampleLane? lane = null;
            foreach (var candidate in lanes)
            {
                // The lane of a thread that has ended is as good as a new one.
                if (ReferenceEquals(candidate.Owner, thread) || (candidate.Number < MaximumLanes - 1 && !candidate.Owner.IsAlive))
                {
                    lane = candidate;
                    lane.Owner = thread;
                    break;
                }
            }

            if (lane is null)
            {
                if (lanes.Length < MaximumLanes)
                {
                    lane = new SampleLane(_requestSegments, _metricSegments, lanes.Length, thread);
                    Volatile.Write(ref _lanes, [.. lanes, lane]);
                }
                else
                {
                    lane = lanes[^1];
                }
            }

            t_recorder = this;
            t_lane = lane;
            return lane;
        }
    }
}
