namespace Cicada.Storage;

/// <content>What people say about runs: labels, notes, and which run is the baseline of its test.</content>
public sealed partial class RunHistory
{
    /// <summary>The labels, the note and the baseline of a run as they are now.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <exception cref="StoreException">There is none, or several begin like this; the message lists them.</exception>
    public RunRemarks ReadRemarks(string run) => Guard(() => RemarksOf(Choose(run)));

    /// <summary>Changes labels of a run; those that are not named stay.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <param name="labels">What to set, by key; null or an empty text removes the label.</param>
    /// <param name="clock">What tells when; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>What is said about the run now.</returns>
    /// <exception cref="StoreException">
    /// There is no such run, or a label cannot be: a key has at most 100 characters, a value 1,000, without control characters, and a run 100 labels.
    /// </exception>
    /// <exception cref="InvalidOperationException">The store was not opened with <see cref="StoreAccess.Change"/>.</exception>
    public RunRemarks Label(string run, IReadOnlyDictionary<string, string?> labels, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Change(() =>
        {
            var stored = Choose(run);
            var before = RemarksOf(stored);
            var changed = RunLabels.Change(before.Labels, labels);
            if (!RunLabels.AreEqual(changed, before.Labels))
            {
                Changes(clock).Labels(stored, changed);
            }

            return before with { Labels = changed };
        });
    }

    /// <summary>Gives a run another note.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <param name="note">The note; empty for none.</param>
    /// <param name="clock">What tells when; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>What is said about the run now.</returns>
    /// <exception cref="StoreException">
    /// There is no such run, or the note cannot be: it has at most 10,000 characters, without control characters other than line breaks and tabs.
    /// </exception>
    /// <exception cref="InvalidOperationException">The store was not opened with <see cref="StoreAccess.Change"/>.</exception>
    public RunRemarks Annotate(string run, string note, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(note);
        return Change(() =>
        {
            var stored = Choose(run);
            var before = RemarksOf(stored);
            if (note != before.Note)
            {
                RunText.RequireNote(note);
                Changes(clock).Note(stored, note);
            }

            return before with { Note = note };
        });
    }

    /// <summary>Makes a run the baseline of its test: the one that later runs are compared with, and that is never pruned.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <param name="clock">What tells when; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>The id of the run that was the baseline before, which may be the same; null where there was none.</returns>
    /// <exception cref="StoreException">There is no such run, or several begin like this; the message lists them.</exception>
    /// <exception cref="InvalidOperationException">The store was not opened with <see cref="StoreAccess.Change"/>.</exception>
    public string? Pin(string run, TimeProvider? clock = null)
    {
        return Change(() =>
        {
            var all = StoredRun.ReadAll(_file);
            var stored = Choose(all, run);
            var before = all.Where(other => other.Baseline && other.Test == stored.Test).ToList();
            var changes = before.Where(other => other.Run != stored.Run).Select(other => (other, false)).ToList();
            if (!stored.Baseline)
            {
                changes.Add((stored, true));
            }

            if (changes.Count > 0)
            {
                Changes(clock).Baseline(changes);
            }

            return before.FirstOrDefault()?.Run;
        });
    }

    /// <summary>Takes being the baseline from a run; its test has none then.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <param name="clock">What tells when; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>Whether it was the baseline.</returns>
    /// <exception cref="StoreException">There is no such run, or several begin like this; the message lists them.</exception>
    /// <exception cref="InvalidOperationException">The store was not opened with <see cref="StoreAccess.Change"/>.</exception>
    public bool Unpin(string run, TimeProvider? clock = null)
    {
        return Change(() =>
        {
            var stored = Choose(run);
            if (stored.Baseline)
            {
                Changes(clock).Baseline([(stored, false)]);
            }

            return stored.Baseline;
        });
    }

    /// <summary>The id of the run that is the baseline of a test, or null where it has none.</summary>
    /// <param name="test">The name of the test.</param>
    public string? FindBaseline(string test) =>
        Guard(() => StoredRun.ReadAll(_file).FirstOrDefault(run => run.Baseline && run.Test == test)?.Run);

    private RunChange Changes(TimeProvider? clock) => new(_file, clock ?? TimeProvider.System);

    private RunRemarks RemarksOf(StoredRun run)
    {
        // The document knows its labels also where the fields beside it were left out, as an import may do.
        var document = run.Summary is { } written ? run.Bring(written) : null;
        return new RunRemarks
        {
            Run = run.Run,
            Test = run.Test,
            Labels = RunLabels.Sorted(document?.Labels ?? RunLabels.Parse(run.Labels)),
            Note = document?.Note ?? run.Note,
            Baseline = run.Baseline,
        };
    }

    private Func<StoredRun, bool> Admits(RunFilter? filter) => run =>
        filter is null
        || ((filter.Test is null || run.Test == filter.Test)
            && (filter.Labels.Count == 0 || HasAll(RemarksOf(run).Labels, filter.Labels)));

    private static bool HasAll(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> wanted) =>
        wanted.All(label => labels.GetValueOrDefault(label.Key, "") == label.Value);
}
