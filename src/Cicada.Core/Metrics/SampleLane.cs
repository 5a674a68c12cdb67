namespace Cicada.Metrics;

/// <summary>
/// The queue between one thread that finishes requests and the collector: a chain of fixed segments, written by that
/// thread only and read by the collector only, so that neither a lock nor an allocation stands in a user's way.
/// </summary>
internal sealed class SampleLane
{
    // 256 samples are about 30 kB: small enough for many threads, large enough that changing segments is rare.
    internal const int SegmentLength = 256;

    private readonly Recorder _recorder;
    private readonly long _lowBits;
    private Segment _writing;
    private Segment _reading;
    private int _read;
    private long _lastTime;

    public SampleLane(Recorder recorder, int number, Thread owner)
    {
        _recorder = recorder;
        Number = number;
        Owner = owner;
        _lowBits = number;
        _writing = _reading = new Segment();
    }

    public int Number { get; }

    /// <summary>The only thread that writes here; changed under the recorder's lock once that thread has ended.</summary>
    public Thread Owner { get; set; }

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

    /// <summary>Adds a sample; false when the collector is so far behind that there is no segment left.</summary>
    public bool TryWrite(in RequestSample sample)
    {
        var segment = _writing;
        var written = segment.Written;
        if (written == SegmentLength)
        {
            var next = _recorder.RentSegment();
            if (next is null)
            {
                return false;
            }

            Volatile.Write(ref segment.Next, next);
            _writing = segment = next;
            written = 0;
        }

        segment.Samples[written] = sample;
        Volatile.Write(ref segment.Written, written + 1);
        return true;
    }

    /// <summary>The samples that are there and were not taken yet, as far as they lie in one segment; the collector only.</summary>
    public ReadOnlyMemory<RequestSample> Peek()
    {
        while (true)
        {
            var written = Volatile.Read(ref _reading.Written);
            if (_read < written)
            {
                return _reading.Samples.AsMemory(_read, written - _read);
            }

            var next = written == SegmentLength ? Volatile.Read(ref _reading.Next) : null;
            if (next is null)
            {
                return default;
            }

            var done = _reading;
            _reading = next;
            _read = 0;
            _recorder.ReturnSegment(done);
        }
    }

    /// <summary>Marks samples of the last <see cref="Peek"/> as taken; the collector only.</summary>
    public void Advance(int count) => _read += count;

    internal sealed class Segment
    {
        public readonly RequestSample[] Samples = new RequestSample[SegmentLength];
        public int Written;
        public Segment? Next;
    }
}
