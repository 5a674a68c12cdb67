using System.Collections.Concurrent;

namespace Cicada.Storage.Queries;

/// <summary>
/// What takes long to tell of runs in a list and does not change any more: remembered for as long as nothing was said about the run since. Used by several threads.
/// </summary>
internal sealed class KeptHeads
{
    // A sparkline takes a kilobyte.
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(string Run, long LastChange), HeadFigures> _figures = [];
    private readonly ConcurrentDictionary<(string Run, long LastChange), Sparkline> _sparklines = [];
    private KeptSizes? _sizes;
    private KeptFacts? _facts;

    public HeadFigures Figures(StoredRun run, Func<HeadFigures> tell) => Keep(_figures, run, tell);

    public Sparkline Sparkline(StoredRun run, Func<Sparkline> tell) => Keep(_sparklines, run, tell);

    /// <summary>The sizes of runs, told anew whenever a run came to its end or was deleted.</summary>
    public IReadOnlyDictionary<string, long> Sizes(IReadOnlyList<string> ended, Func<IReadOnlyDictionary<string, long>> tell)
    {
        if (_sizes is { } kept && kept.Ended.SequenceEqual(ended))
        {
            return kept.Sizes;
        }

        var sizes = tell();
        _sizes = new KeptSizes(ended, sizes);
        return sizes;
    }

    /// <summary>What there is of a run, told anew whenever anything in the store changed.</summary>
    public RecordedFacts Facts(StoredRun run, long changes, Func<RecordedFacts> tell)
    {
        var kept = _facts;
        if (kept?.Changes != changes)
        {
            _facts = kept = new KeptFacts(changes, []);
        }

        return kept.Runs.GetOrAdd((run.Run, run.IsRunning), _ => tell());
    }

    private static T Keep<T>(ConcurrentDictionary<(string Run, long LastChange), T> kept, StoredRun run, Func<T> tell)
    {
        if (kept.Count >= Most)
        {
            kept.Clear();
        }

        return kept.GetOrAdd((run.Run, run.LastChange), _ => tell());
    }

    private sealed record KeptSizes(IReadOnlyList<string> Ended, IReadOnlyDictionary<string, long> Sizes);

    private sealed record KeptFacts(long Changes, ConcurrentDictionary<(string Run, bool IsRunning), RecordedFacts> Runs);
}
