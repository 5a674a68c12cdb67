namespace Cicada.Metrics;

/// <summary>What one thread that runs users hands over, and the times it gives away: written by that thread only, read by the collector only.</summary>
internal sealed class SampleLane(LaneSegments<RequestSample> requests, LaneSegments<MetricSample> metrics, int number, Thread owner)
{
    private readonly long _lowBits = number;
    private long _lastTime;

    public int Number => number;

    /// <summary>The only thread that writes here; changed under the recorder's lock once that thread has ended.</summary>
    public Thread Owner { get; set; } = owner;

    /// <summary>Finished requests.</summary>
    public Lane<RequestSample> Requests { get; } = new(requests);

    /// <summary>Values of users' own metrics.</summary>
    public Lane<MetricSample> Metrics { get; } = new(metrics);

    /// <summary>
    /// A time no other sample of this run has: the lane's number stands in the last bits of the nanoseconds, and within the
    /// lane each time is later than the one before. The clock itself is coarser than what this changes.
    /// </summary>
    public long ClaimTime(long nanoseconds)
    {
        var claimed = (nanoseconds & ~(long)(Recorder.MaximumLanes - 1)) | _lowBits;
        if (claimed <= _lastTime)
        {
            claimed = _lastTime + Recorder.MaximumLanes;
        }

        _lastTime = claimed;
        return claimed;
    }
}
