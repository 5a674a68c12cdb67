using Cicada.Metrics;
using Microsoft.Extensions.Logging;

namespace Cicada.Runs;

/// <summary>
/// The log of a run: messages go on to wherever the program's log goes, and those of level information and above, or below where the program's log has them too, are
/// recorded with the run as well.
/// </summary>
/// <param name="inner">The program's log.</param>
/// <param name="clock">The run's clock.</param>
/// <param name="record">Takes what is recorded, in the order of the numbers; from any thread, and quickly.</param>
internal sealed class RunLogging(ILoggerFactory inner, RunClock clock, Action<LogMessage> record) : ILoggerFactory
{
    /// <summary>Messages of a run that are kept; further ones are counted.</summary>
    public const int MaximumLines = 10_000;

    private const string OwnCategory = "Cicada.Log";

    private readonly Lock _gate = new();
    private long _sequence;
    private long _leftOut;
    private long _lastTime;
    private bool _hasBegun;
    private bool _isClosed;

    /// <summary>Whether there is no use in putting another message together.</summary>
    public bool IsFull => Volatile.Read(ref _sequence) >= MaximumLines;

    public ILogger CreateLogger(string categoryName) => new RunLogger(inner.CreateLogger(categoryName), this, categoryName);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <summary>The run's clock runs from now on.</summary>
    public void Begin() => Volatile.Write(ref _hasBegun, true);

    /// <summary>Records a message, or counts it where there are too many already.</summary>
    public void Add(LogLevel level, string category, string message, Exception? exception)
    {
        var text = Bound(exception is null ? message : $"{message}\n{exception}");
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (_sequence >= MaximumLines)
            {
                _leftOut++;
                return;
            }

            Record(level, category, text, leftOut: 0);
        }
    }

    /// <summary>Counts a message that nobody put together.</summary>
    public void LeaveOut()
    {
        lock (_gate)
        {
            _leftOut += _isClosed ? 0 : 1;
        }
    }

    /// <summary>Says how many were left out, if any were; nothing is recorded after this.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_leftOut > 0 && !_isClosed)
            {
                Record(LogLevel.Warning, OwnCategory, $"{_leftOut} more messages were logged and are not kept with the run: it keeps the first {MaximumLines}.", _leftOut);
            }

            _isClosed = true;
        }
    }

    /// <summary>Nothing: the program's log is somebody else's.</summary>
    public void Dispose()
    {
    }

    private void Record(LogLevel level, string category, string text, long leftOut)
    {
        // Two messages of one level must not fall on the same point.
        _lastTime = Math.Max(clock.NowNanoseconds, _lastTime + 1);
        record(new LogMessage
        {
            TimeNanoseconds = _lastTime,
            Sequence = ++_sequence,
            ElapsedSeconds = _hasBegun ? Math.Max(0, (_lastTime - clock.StartNanoseconds) / 1e9) : 0,
            Level = Word(level),
            Category = category,
            Message = text,
            LeftOut = leftOut,
        });
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    private static string Bound(string text)
    {
        if (text.Length <= LogMessage.MaximumLength)
        {
            return text;
        }

        var kept = text.AsSpan(0, LogMessage.MaximumLength - 1);
        return $"{(char.IsHighSurrogate(kept[^1]) ? kept[..^1] : kept)}…";
    }
}
