namespace Cicada.Metrics;

/// <summary>
/// A queue between one thread that writes and one that reads: a chain of fixed segments, so that neither a lock nor an allocation stands in
/// the writer's way.
/// </summary>
internal sealed class Lane<T>
    where T : struct
{
    private readonly LaneSegments<T> _segments;
    private LaneSegment<T> _writing;
    private LaneSegment<T> _reading;
    private int _read;

    public Lane(LaneSegments<T> segments)
    {
        _segments = segments;
        _writing = _reading = new LaneSegment<T>();
    }

    /// <summary>Adds an item; false when the reader is so far behind that there is no segment left.</summary>
    public bool TryWrite(in T item)
    {
        var segment = _writing;
        var written = segment.Written;
        if (written == LaneSegment<T>.Length)
        {
            var next = _segments.Rent();
            if (next is null)
            {
                return false;
            }

            Volatile.Write(ref segment.Next, next);
            _writing = segment = next;
            written = 0;
        }

        segment.Items[written] = item;
        Volatile.Write(ref segment.Written, written + 1);
        return true;
    }

    /// <summary>The items that are there and were not taken yet, as far as they lie in one segment; the reader only.</summary>
    public ReadOnlyMemory<T> Peek()
    {
        while (true)
        {
            var written = Volatile.Read(ref _reading.Written);
            if (_read < written)
            {
                return _reading.Items.AsMemory(_read, written - _read);
            }

            var next = written == LaneSegment<T>.Length ? Volatile.Read(ref _reading.Next) : null;
            if (next is null)
            {
                return default;
            }

            var done = _reading;
            _reading = next;
            _read = 0;
            _segments.Return(done);
        }
    }

    /// <summary>Marks items of the last <see cref="Peek"/> as taken; the reader only.</summary>
    public void Advance(int count) => _read += count;
}
