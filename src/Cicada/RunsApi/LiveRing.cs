namespace Cicada.RunsApi;

/// <summary>
/// The latest pieces of the stream, numbered from 0 on in the order they were added. Those who read keep the number they have come to, so
/// that any number of them costs nothing; who is too slow finds that the oldest are gone.
/// </summary>
internal sealed class LiveRing
{
    /// <summary>Seconds that are kept: a page whose connection broke finds what it missed.</summary>
    public const int MostTicks = 300;

    // Events and log lines among them.
    private const int MostFrames = 2048;

    private readonly Lock _gate = new();
    private readonly LiveFrame?[] _frames = new LiveFrame?[MostFrames];
    private TaskCompletionSource _changed = NewSignal();
    private long _first;
    private long _next;
    private int _ticks;
    private bool _isOver;

    /// <summary>Adds a piece.</summary>
    public void Add(LiveFrame frame) => Add(frame, isLast: false);

    /// <summary>Adds the last piece; what comes after it is left out.</summary>
    public void Close(LiveFrame last) => Add(last, isLast: true);

    /// <summary>Where somebody begins to read who has seen everything up to a second; from the oldest piece on where he has seen nothing.</summary>
    public long PositionAfter(long? second)
    {
        lock (_gate)
        {
            if (second is null)
            {
                return _first;
            }

            for (var position = _next - 1; position >= _first; position--)
            {
                if (At(position).Second <= second)
                {
                    return position + 1;
                }
            }

            return _first;
        }
    }

    /// <summary>What there is from a position on.</summary>
    /// <param name="position">From where.</param>
    /// <param name="mostTicks">Of how many seconds at most: older ones than the latest are left out.</param>
    public LiveReading Read(long position, int mostTicks = int.MaxValue)
    {
        lock (_gate)
        {
            position = Math.Max(position, _first);
            var (frames, ticks) = (new List<LiveFrame>(), 0);
            for (var at = _next - 1; at >= position; at--)
            {
                var frame = At(at);
                if (frame.Second is null || ++ticks <= mostTicks)
                {
                    frames.Add(frame);
                }
            }

            frames.Reverse();
            return new LiveReading(frames, _next, _isOver, _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LiveFrame At(long position) => _frames[position % MostFrames]!;

    private void Add(LiveFrame frame, bool isLast)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            while (_next > _first && (_next - _first == MostFrames || (frame.Second is not null && _ticks == MostTicks)))
            {
                _ticks -= At(_first).Second is null ? 0 : 1;
                _frames[_first++ % MostFrames] = null;
            }

            _frames[_next++ % MostFrames] = frame;
            _ticks += frame.Second is null ? 0 : 1;
            _isOver = isLast;
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }
}
