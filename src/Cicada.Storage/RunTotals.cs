using Cicada.Metrics;

namespace Cicada.Storage;

/// <summary>The figures of a whole run, computed afterwards by what computes them during a run: histograms, whose size does not grow.</summary>
internal sealed class RunTotals
{
    private readonly TotalFigures _all = new(RequestStatistics.All, RequestStatistics.All);
    private readonly Dictionary<(string Type, string Name), TotalFigures> _byName = [];

    public void Add(in RequestSample sample)
    {
        if (!_byName.TryGetValue((sample.Key.RequestType, sample.Key.Name), out var figures))
        {
            _byName.Add((sample.Key.RequestType, sample.Key.Name), figures = new TotalFigures(sample.Key.RequestType, sample.Key.Name));
        }

        // Nobody asks for the current rate, which is what the second is for.
        figures.Add(sample, 0);
        _all.Add(sample, 0);
    }

    /// <summary>The figures of each request, sorted as those of other runs, and of all.</summary>
    public (IReadOnlyList<RequestSummary> Requests, RequestSummary Total) Summarise() =>
    (
        [
            .. _byName.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Type, StringComparer.Ordinal)
                .Select(pair => pair.Value.Summarise()),
        ],
        _all.Summarise());
}
