namespace Cicada.Storage.Queries;

/// <summary>Finds the runs somebody wants and puts them in order.</summary>
internal static class RunSelection
{
    /// <summary>The runs that fulfil everything said, in the order that is wanted; of equal ones the newer first.</summary>
    /// <param name="runs">All runs, newest first.</param>
    /// <param name="listing">What is said.</param>
    /// <param name="totalOf">How a run came out; asked only where the order depends on it.</param>
    /// <param name="sizes">How large the runs are.</param>
    public static IReadOnlyList<ListedRun> Select(
        IReadOnlyList<ListedRun> runs, RunListing listing, Func<ListedRun, HeadFigures> totalOf, IReadOnlyDictionary<string, long> sizes)
    {
        var words = (listing.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = runs.Where(run =>
            (listing.Test is null || run.Stored.Test == listing.Test)
            && (listing.State is null || run.State == listing.State)
            && listing.Labels.All(label => run.Labels.GetValueOrDefault(label.Key, "") == label.Value)
            && words.All(word => Has(run, word)));
        return [.. Sort(found, listing, totalOf, sizes)];
    }

    private static IEnumerable<ListedRun> Sort(
        IEnumerable<ListedRun> runs, RunListing listing, Func<ListedRun, HeadFigures> totalOf, IReadOnlyDictionary<string, long> sizes)
    {
        double Figure(ListedRun run, ComparedFigure figure) => Figures.Of(figure, totalOf(run).Total);
        return listing.Order switch
        {
            RunOrder.Started => listing.IsDescending ? runs : runs.Reverse(),
            RunOrder.Test => By(run => run.Stored.Test, StringComparer.OrdinalIgnoreCase),
            RunOrder.State => By(run => run.State.ToWord(), StringComparer.Ordinal),
            RunOrder.Duration => By(run => totalOf(run).Seconds),
            RunOrder.Users => By(run => totalOf(run).Users),
            RunOrder.Count => By(run => Figure(run, ComparedFigure.Count)),
            RunOrder.FailureRatio => By(run => Figure(run, ComparedFigure.FailureRatio)),
            RunOrder.Rps => By(run => Figure(run, ComparedFigure.Rps)),
            RunOrder.Mean => By(run => Figure(run, ComparedFigure.Mean)),
            RunOrder.P50 => By(run => Figure(run, ComparedFigure.P50)),
            RunOrder.P95 => By(run => Figure(run, ComparedFigure.P95)),
            RunOrder.P99 => By(run => Figure(run, ComparedFigure.P99)),
            RunOrder.Max => By(run => Figure(run, ComparedFigure.Max)),
            RunOrder.Size => By(run => sizes.GetValueOrDefault(run.Stored.Run)),
            _ => throw new ArgumentOutOfRangeException(nameof(listing)),
        };

        // Both keep the order of equal ones.
        IEnumerable<ListedRun> By<T>(Func<ListedRun, T> key, IComparer<T>? comparer = null) =>
            listing.IsDescending ? runs.OrderByDescending(key, comparer) : runs.OrderBy(key, comparer);
    }

    private static bool Has(ListedRun run, string word)
    {
        return Contains(run.Stored.Run) || Contains(run.Stored.Test) || Contains(run.Stored.Host) || Contains(run.Stored.Note)
            || run.Labels.Any(label => Contains($"{label.Key}={label.Value}"));

        bool Contains(string? text) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
    }
}
