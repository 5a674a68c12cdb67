using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <content>Questions about what was recorded.</content>
public sealed partial class RunHistory
{
    private (RunSnapshot? Of, Dictionary<string, RecordedRun> Runs) _recorded;

    /// <summary>Begins a question about a run: its figures, its course over time, its slowest requests.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <exception cref="StoreException">There is none, or several begin like this; the message lists them.</exception>
    public RunQuery Query(string run) => new(this, Find(run));

    /// <summary>Begins a question about several runs, which are aligned at their starts.</summary>
    /// <param name="runs">Their ids, the beginnings of them, or <c>latest</c>; one at least.</param>
    /// <exception cref="StoreException">There is no such run, or several begin like this; the message lists them.</exception>
    public RunComparison Compare(params IReadOnlyList<string> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentOutOfRangeException.ThrowIfZero(runs.Count, nameof(runs));
        return new([.. runs.Select(Query)]);
    }

    internal T Ask<T>(string run, Func<RecordedRun, T> answer) => Guard(() => answer(Recorded(run)));

    // A snapshot does not change, so what was found out about a run in it holds for the next question.
    private RecordedRun Recorded(string run)
    {
        if (_snapshot is not { } snapshot)
        {
            return RecordedRun.Read(_file, Choose(run));
        }

        if (_recorded.Of != snapshot)
        {
            _recorded = (snapshot, []);
        }

        if (!_recorded.Runs.TryGetValue(run, out var recorded))
        {
            _recorded.Runs.Add(run, recorded = RecordedRun.Read(_file, Choose(run)));
        }

        return recorded;
    }
}
