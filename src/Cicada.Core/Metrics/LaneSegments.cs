using System.Collections.Concurrent;

namespace Cicada.Metrics;

/// <summary>The segments all lanes of one kind share; their number is what bounds the lanes.</summary>
internal sealed class LaneSegments<T>(int maximum)
    where T : struct
{
    // 65,000 samples, 8 MB: more than two million a second fill between two looks of the collector. Only as many are ever there as were once needed.
    private const int Kept = 256;

    private readonly ConcurrentQueue<LaneSegment<T>> _free = new();
    private int _rented;

    public LaneSegment<T>? Rent()
    {
        if (_free.TryDequeue(out var segment))
        {
            return segment;
        }

        if (Interlocked.Increment(ref _rented) > maximum)
        {
            Interlocked.Decrement(ref _rented);
            return null;
        }

        return new LaneSegment<T>();
    }

    public void Return(LaneSegment<T> segment)
    {
        if (_free.Count >= Kept)
        {
            Interlocked.Decrement(ref _rented);
            return;
        }

        segment.Items.AsSpan().Clear();
        segment.Written = 0;
        segment.Next = null;
        _free.Enqueue(segment);
    }
}
