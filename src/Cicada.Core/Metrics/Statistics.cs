using Cicada.Thresholds;

namespace Cicada.Metrics;

/// <summary>
/// All figures of a run: since it began, for summaries and live tables; and of the second going on, for the observations
/// written each second. The collector adds, readers take copies; a lock stands between them, which no user ever meets.
/// </summary>
/// <param name="clock">The run's clock.</param>
/// <param name="thresholds">The thresholds of the run, judged as its seconds end; null for none.</param>
/// <param name="keepsService">Whether service times differ from response times, so that both are summarised.</param>
internal sealed class Statistics(RunClock clock, ThresholdBoard? thresholds = null, bool keepsService = false)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Type, string Name), ByName> _byName = [];
    private readonly List<ByName?> _byKey = [];
    private readonly ByName _all = new(RequestStatistics.All, RequestStatistics.All, keepsService);
    private readonly FailureFigures _failures = new(clock);
    private readonly TimeCounts _scratch = new();

    // Samples completed after the end of the second that is being closed wait here for it to be over.
    private readonly List<RequestSample> _early = [];
    private long _intervalEnd = long.MaxValue;

    // What became of thresholds since somebody asked.
    private readonly List<ThresholdChange> _changes = [];

    // What a search for the limit looks at: completed since it began to; null where nobody looks.
    private WatchedRequests? _level;
    private long _levelStart;

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
            var taken = Take(end, isLast: false);
            _intervalEnd = nextEnd;
            AddEarly(nextEnd);
            return taken;
        }
    }

    /// <summary>Closes the second going on before its time, because the run is over.</summary>
    public IReadOnlyList<Observation> TakeLast(long end)
    {
        lock (_gate)
        {
            AddEarly(long.MaxValue);
            return Take(end, isLast: true);
        }
    }

    /// <summary>Takes in what checks came to in the second that is about to be closed.</summary>
    public void Add(IReadOnlyList<CheckStatistics> checks)
    {
        lock (_gate)
        {
            foreach (var check in checks)
            {
                thresholds?.Add(check);
            }
        }
    }

    /// <summary>The transactions, sorted by name.</summary>
    public IReadOnlyList<RequestSummary> Transactions()
    {
        lock (_gate)
        {
            return [.. Sorted(transactions: true).Select(entry => entry.Total.Summarise())];
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

    /// <summary>All requests together, alone: what is asked for each second must not depend on how many names there are.</summary>
    public LiveRequest LiveTotal()
    {
        lock (_gate)
        {
            return _all.Total.Live(clock.Elapsed.TotalSeconds, []);
        }
    }

    /// <summary>How the thresholds stand.</summary>
    public IReadOnlyList<ThresholdSummary> Thresholds()
    {
        lock (_gate)
        {
            return thresholds?.Summarise() ?? [];
        }
    }

    /// <summary>What has changed of the thresholds since this was last asked.</summary>
    public IReadOnlyList<ThresholdChange> TakeThresholdChanges()
    {
        lock (_gate)
        {
            ThresholdChange[] taken = [.. _changes];
            _changes.Clear();
            return taken;
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
            thresholds?.Reset(clock.Elapsed.TotalSeconds);
        }
    }

    /// <summary>Begins to count what is completed from a time on, in nanoseconds since the Unix epoch, beside everything else.</summary>
    public void BeginLevel(long start)
    {
        lock (_gate)
        {
            (_level, _levelStart) = (new WatchedRequests(null), start);
        }
    }

    /// <summary>What has been completed since then, and ends counting.</summary>
    public WatchedTime TakeLevel(long end)
    {
        lock (_gate)
        {
            var level = new WatchedTime(seconds: null);
            level.Add((_level ?? new WatchedRequests(null)).Take(Math.Max(1e-9, (end - _levelStart) / 1e9)));
            _level = null;
            return level;
        }
    }

    private List<Observation> Take(long end, bool isLast)
    {
        var elapsed = (end - clock.StartNanoseconds) / 1e9;
        var taken = new List<Observation>();
        _all.Take(taken, end, elapsed, _scratch);
        foreach (var entry in _byName.Values)
        {
            entry.Take(taken, end, elapsed, _scratch);
        }

        taken.AddRange(_failures.TakeInterval(end));
        _changes.AddRange(thresholds?.EndSecond(elapsed, isLast) ?? []);
        return taken;
    }

    // Where seconds are closed late, what waits is of more than the next one.
    private void AddEarly(long end) => _early.RemoveAll(sample =>
    {
        var isDue = sample.CompletedNanoseconds < end;
        if (isDue)
        {
            AddToInterval(sample);
        }

        return isDue;
    });

    private IEnumerable<ByName> Sorted(bool transactions = false) => _byName
        .Where(pair => pair.Value.HasTotal && pair.Value.IsTransaction == transactions)
        .OrderBy(pair => pair.Key.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Key.Type, StringComparer.Ordinal)
        .Select(pair => pair.Value);

    private void AddToInterval(in RequestSample sample)
    {
        ByKey(sample.Key).AddToInterval(sample);
        thresholds?.Add(sample);
        if (sample.Key.IsTransaction)
        {
            // What is in it has been counted, and what failed of it is listed.
            return;
        }

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
        if (sample.Key.IsTransaction)
        {
            return;
        }

        _all.Total.Add(sample, second);
        if (_level is not null && sample.CompletedNanoseconds >= _levelStart)
        {
            _level.Add(sample);
        }
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
            _byName.Add((key.RequestType, key.Name), entry = new ByName(key.RequestType, key.Name, keepsService));
        }

        return _byKey[key.Index] = entry;
    }

    private sealed class ByName(string requestType, string name, bool keepsService)
    {
        private readonly IntervalFigures _succeeded = new();
        private readonly IntervalFigures _failed = new();

        public TotalFigures Total { get; } = new(requestType, name, keepsService);

        public bool HasTotal => Total.Count > 0;

        public bool IsTransaction { get; } = requestType == Transaction.Word;

        public void AddToInterval(in RequestSample sample) => (sample.Succeeded ? _succeeded : _failed).Add(sample);

        public void Take(List<Observation> taken, long time, double elapsedSeconds, TimeCounts scratch)
        {
            if (_succeeded.Count > 0)
            {
                taken.Add(Observed(_succeeded.Take(requestType, name, success: true, time, elapsedSeconds, scratch)));
            }

            if (_failed.Count > 0)
            {
                taken.Add(Observed(_failed.Take(requestType, name, success: false, time, elapsedSeconds, scratch)));
            }
        }

        private Observation Observed(RequestStatistics statistics) => !IsTransaction ? statistics : new TransactionStatistics
        {
            TimeNanoseconds = statistics.TimeNanoseconds,
            Name = name,
            Success = statistics.Success,
            ElapsedSeconds = statistics.ElapsedSeconds,
            Count = statistics.Count,
            Times = statistics.Response,
            Histogram = statistics.Histogram,
        };
    }
}
