namespace Cicada.Metrics;

/// <summary>Everything since the statistics began under one name: what summaries and live tables show. Owned by the collector's lock.</summary>
internal sealed class TotalFigures(string requestType, string name, bool keepsService = false)
{
    // Completions of the last seconds by the wall clock, for the current rate.
    private const int Window = 10;
    private readonly long[] _countBySecond = new long[Window + 2];
    private readonly long[] _failuresBySecond = new long[Window + 2];
    private readonly TimeCounts _times = new();
    private readonly TimeCounts? _service = keepsService ? new() : null;
    private long _lastSecond;
    private long _failures;
    private long _bytes;
    private long _firstStarted = long.MaxValue;
    private long _lastCompleted;

    public long Count => _times.Count;

    public void Add(in RequestSample sample, long second)
    {
        _times.Record(sample.ResponseNanoseconds);
        _service?.Record(sample.ServiceNanoseconds);
        _bytes += sample.ResponseLength;
        _firstStarted = Math.Min(_firstStarted, sample.CompletedNanoseconds - sample.ResponseNanoseconds);
        _lastCompleted = Math.Max(_lastCompleted, sample.CompletedNanoseconds);
        MoveTo(second);
        var slot = second % _countBySecond.Length;
        if (second > _lastSecond - _countBySecond.Length && second >= 0)
        {
            _countBySecond[slot]++;
        }

        if (!sample.Succeeded)
        {
            _failures++;
            if (second > _lastSecond - _countBySecond.Length && second >= 0)
            {
                _failuresBySecond[slot]++;
            }
        }
    }

    public RequestSummary Summarise()
    {
        var figures = _times.Figures();
        var seconds = (_lastCompleted - _firstStarted) / 1e9;
        return new RequestSummary
        {
            RequestType = requestType,
            Name = name,
            Count = _times.Count,
            Failures = _failures,
            Rps = _times.Count > 0 && seconds > 0 ? _times.Count / seconds : 0,
            Mean = figures.Mean,
            Min = figures.Min,
            Max = figures.Max,
            P50 = figures.P50,
            P75 = figures.P75,
            P90 = figures.P90,
            P95 = figures.P95,
            P99 = figures.P99,
            P999 = figures.P999,
            Bytes = _bytes,
            Service = _service?.Figures(),
        };
    }

    public LiveRequest Live(double elapsedSeconds, IReadOnlyList<double> percentiles)
    {
        var second = (long)elapsedSeconds;
        MoveTo(second);

        // Whole seconds only: the one that is going on would always look too slow.
        var seconds = Math.Min(Window, second);
        long count = 0, failures = 0;
        for (var back = 1; back <= seconds; back++)
        {
            count += _countBySecond[(second - back) % _countBySecond.Length];
            failures += _failuresBySecond[(second - back) % _countBySecond.Length];
        }

        if (seconds == 0)
        {
            (count, failures, seconds) = (_countBySecond[0], _failuresBySecond[0], 1);
        }

        return new LiveRequest
        {
            Figures = Summarise(),
            CurrentRps = (double)count / seconds,
            CurrentFailuresPerSecond = (double)failures / seconds,
            Percentiles = [.. percentiles.Select(_times.Percentile)],
        };
    }

    public void Reset()
    {
        _times.Reset();
        _service?.Reset();
        _failures = _bytes = 0;
        _firstStarted = long.MaxValue;
        _lastCompleted = 0;
        Array.Clear(_countBySecond);
        Array.Clear(_failuresBySecond);
    }

    private void MoveTo(long second)
    {
        if (second <= _lastSecond)
        {
            return;
        }

        for (var s = Math.Max(_lastSecond + 1, second - _countBySecond.Length + 1); s <= second; s++)
        {
            _countBySecond[s % _countBySecond.Length] = 0;
            _failuresBySecond[s % _countBySecond.Length] = 0;
        }

        _lastSecond = second;
    }
}
