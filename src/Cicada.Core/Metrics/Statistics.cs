namespace Cicada.Metrics;

/// <summary>
/// All figures of a run: since it began, for summaries and live tables; and of the second going on, for the observations
/// written each second. The collector adds, readers take copies; a lock stands between them, which no user ever meets.
/// </summary>
internal sealed class Statistics(RunClock clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Type, string Name), ByName> _byName = [];
    private readonly List<ByName?> _byKey = [];
    private readonly ByName _all = new(RequestStatistics.All, RequestStatistics.All);
    private readonly FailureFigures _failures = new(clock);
    private readonly LatencyHistogram _scratch = new();

    // Samples completed after the end of the second that is being closed wait here for it to be over.
    private readonly List<RequestSample> _early = [];
    private long _intervalEnd = long.MaxValue;

    /// <summary>Adds samples, in any order.</summary>
    public void Add(ReadOnlySpan<RequestSample> samples)
    {
        lock (_gate)
        {
            foreach (ref readonly var sample in samples)
            {
                if (sample.CompletedNanoseconds >= _intervalEnd)
                {
                    _early.Add(sample);
                }
                else
                {
                    AddToInterval(sample);
                }

                AddToTotals(sample);
            }
        }
    }

    /// <summary>Says when the second going on ends, in nanoseconds since the Unix epoch.</summary>
    public void SetIntervalEnd(long nanoseconds)
    {
        lock (_gate)
        {
            _intervalEnd = nanoseconds;
        }
    }

    /// <summary>Closes the second that ends at a time and begins the next, which ends at another.</summary>
    public IReadOnlyList<Observation> TakeInterval(long end, long nextEnd)
    {
        lock (_gate)
        {
            var taken = Take(end);
            _intervalEnd = nextEnd;
            AddEarly();
            return taken;
        }
    }

    /// <summary>Closes the second going on before its time, because the run is over.</summary>
    public IReadOnlyList<Observation> TakeLast(long end)
    {
        lock (_gate)
        {
            AddEarly();
            return Take(end);
        }
    }

    public (IReadOnlyList<RequestSummary> Requests, RequestSummary Total, IReadOnlyList<FailureSummary> Failures) Summarise()
    {
        lock (_gate)
        {
            return ([.. Sorted().Select(entry => entry.Total.Summarise())], _all.Total.Summarise(), _failures.Summarise());
        }
    }

    public (IReadOnlyList<LiveRequest> Requests, LiveRequest Total, IReadOnlyList<FailureSummary> Failures) Live(IReadOnlyList<double> percentiles)
    {
        lock (_gate)
        {
            var elapsed = clock.Elapsed.TotalSeconds;
            return ([.. Sorted().Select(entry => entry.Total.Live(elapsed, percentiles))], _all.Total.Live(elapsed, percentiles), _failures.Summarise());
        }
    }

    /// <summary>Forgets everything up to now; the second going on is kept for the outputs.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _all.Total.Reset();
            foreach (var entry in _byName.Values)
            {
                entry.Total.Reset();
            }

            _failures.Reset();
        }
    }

    private List<Observation> Take(long end)
    {
        var elapsed = (end - clock.StartNanoseconds) / 1e9;
        var taken = new List<Observation>();
        _all.Take(taken, end, elapsed, _scratch);
        foreach (var entry in _byName.Values)
        {
            entry.Take(taken, end, elapsed, _scratch);
        }

        taken.AddRange(_failures.TakeInterval(end));
        return taken;
    }

    private void AddEarly()
    {
        foreach (var sample in _early)
        {
            AddToInterval(sample);
        }

        _early.Clear();
    }

    private IEnumerable<ByName> Sorted() => _byName
        .Where(pair => pair.Value.HasTotal)
        .OrderBy(pair => pair.Key.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Key.Type, StringComparer.Ordinal)
        .Select(pair => pair.Value);

    private void AddToInterval(in RequestSample sample)
    {
        ByKey(sample.Key).AddToInterval(sample);
        _all.AddToInterval(sample);
        if (!sample.Succeeded)
        {
            _failures.Add(sample);
        }
    }

    private void AddToTotals(in RequestSample sample)
    {
        var second = (sample.CompletedNanoseconds - clock.StartNanoseconds) / 1_000_000_000;
        ByKey(sample.Key).Total.Add(sample, second);
        _all.Total.Add(sample, second);
    }

    private ByName ByKey(RequestKey key)
    {
        while (_byKey.Count <= key.Index)
        {
            _byKey.Add(null);
        }

        if (_byKey[key.Index] is { } known)
        {
            return known;
        }

        if (!_byName.TryGetValue((key.RequestType, key.Name), out var entry))
        {
            _byName.Add((key.RequestType, key.Name), entry = new ByName(key.RequestType, key.Name));
        }

        return _byKey[key.Index] = entry;
    }

    private sealed class ByName(string requestType, string name)
    {
        private readonly IntervalFigures _succeeded = new();
        private readonly IntervalFigures _failed = new();

        public TotalFigures Total { get; } = new(requestType, name);

        public bool HasTotal => Total.Count > 0;

        public void AddToInterval(in RequestSample sample) => (sample.Succeeded ? _succeeded : _failed).Add(sample);

        public void Take(List<Observation> taken, long time, double elapsedSeconds, LatencyHistogram scratch)
        {
            if (_succeeded.Count > 0)
            {
                taken.Add(_succeeded.Take(requestType, name, success: true, time, elapsedSeconds, scratch));
            }

            if (_failed.Count > 0)
            {
                taken.Add(_failed.Take(requestType, name, success: false, time, elapsedSeconds, scratch));
            }
        }
    }
}
