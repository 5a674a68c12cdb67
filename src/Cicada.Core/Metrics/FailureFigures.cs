namespace Cicada.Metrics;

/// <summary>Failures by request and class: over the run, and within the second that is going on.</summary>
internal sealed class FailureFigures(RunClock clock)
{
    private readonly Dictionary<(string Type, string Name, string Error), Entry> _entries = [];

    public void Add(in RequestSample sample)
    {
        var key = (sample.Key.RequestType, sample.Key.Name, sample.Error!);
        if (!_entries.TryGetValue(key, out var entry))
        {
            _entries.Add(key, entry = new Entry { Message = sample.Detail ?? sample.Error!, First = sample.CompletedNanoseconds });
        }

        entry.Total++;
        entry.First = Math.Min(entry.First, sample.CompletedNanoseconds);
        entry.Last = Math.Max(entry.Last, sample.CompletedNanoseconds);
        if (entry.InInterval++ == 0)
        {
            entry.IntervalMessage = sample.Detail ?? sample.Error!;
        }
    }

    /// <summary>The failures of the second, which is over.</summary>
    public IEnumerable<FailureCount> TakeInterval(long time)
    {
        foreach (var ((type, name, error), entry) in _entries)
        {
            if (entry.InInterval == 0)
            {
                continue;
            }

            yield return new FailureCount
            {
                TimeNanoseconds = time,
                RequestType = type,
                Name = name,
                Error = error,
                Message = entry.IntervalMessage,
                Occurrences = entry.InInterval,
            };
            entry.InInterval = 0;
        }
    }

    public IReadOnlyList<FailureSummary> Summarise() =>
    [
        .. _entries.Where(pair => pair.Value.Total > 0).OrderByDescending(pair => pair.Value.Total).Select(pair => new FailureSummary
        {
            RequestType = pair.Key.Type,
            Name = pair.Key.Name,
            Exception = pair.Key.Error,
            Message = pair.Value.Message,
            Occurrences = pair.Value.Total,
            FirstSeen = clock.TimeOf(pair.Value.First),
            LastSeen = clock.TimeOf(pair.Value.Last),
        }),
    ];

    public void Reset()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Total = 0;
            entry.First = long.MaxValue;
        }
    }

    private sealed class Entry
    {
        public required string Message { get; init; }

        public string IntervalMessage { get; set; } = "";

        public long Total { get; set; }

        public long InInterval { get; set; }

        public long First { get; set; }

        public long Last { get; set; }
    }
}
