using Cicada.Metrics;

namespace Cicada.Storage;

/// <summary>
/// What a run observes about its requests each second, computed afterwards from samples that come in the order of their completion: by
/// the same figures as during a run, so that nothing tells the two apart.
/// </summary>
/// <param name="started">When the run began, in nanoseconds since the Unix epoch.</param>
/// <param name="ended">When it ended: the last second is over then.</param>
internal sealed class SecondStatistics(long started, long ended)
{
    private const long Second = 1_000_000_000;

    private readonly Dictionary<(string Type, string Name, bool Success), IntervalFigures> _figures = [];
    private readonly Dictionary<(string Type, string Name, string Error), (string Message, long Count)> _failures = [];
    private readonly TimeCounts _scratch = new();
    private long _second = long.MinValue;

    /// <summary>Adds a sample; gives the observations of the second before, when the sample is the first of another.</summary>
    public IReadOnlyList<Observation> Add(in RequestSample sample)
    {
        var second = Math.Max(0, sample.CompletedNanoseconds - started) / Second;
        var over = second == _second ? [] : Take();
        _second = second;
        FiguresOf(sample.Key.RequestType, sample.Key.Name, sample.Succeeded).Add(sample);
        FiguresOf(RequestStatistics.All, RequestStatistics.All, sample.Succeeded).Add(sample);
        if (sample.Error is { } error)
        {
            var key = (sample.Key.RequestType, sample.Key.Name, error);
            var known = _failures.GetValueOrDefault(key);
            _failures[key] = (known.Message ?? sample.Detail ?? error, known.Count + 1);
        }

        return over;
    }

    /// <summary>The observations of the second going on, which begins anew.</summary>
    public IReadOnlyList<Observation> Take()
    {
        var time = Math.Min(started + ((_second + 1) * Second), ended);
        var taken = new List<Observation>();
        foreach (var ((type, name, success), figures) in _figures)
        {
            if (figures.Count > 0)
            {
                taken.Add(figures.Take(type, name, success, time, (time - started) / 1e9, _scratch));
            }
        }

        taken.AddRange(_failures.Select(pair => new FailureCount
        {
            TimeNanoseconds = time,
            RequestType = pair.Key.Type,
            Name = pair.Key.Name,
            Error = pair.Key.Error,
            Message = pair.Value.Message,
            Occurrences = pair.Value.Count,
        }));
        _failures.Clear();
        return taken;
    }

    private IntervalFigures FiguresOf(string type, string name, bool success)
    {
        if (!_figures.TryGetValue((type, name, success), out var figures))
        {
            _figures.Add((type, name, success), figures = new IntervalFigures());
        }

        return figures;
    }
}
