namespace Cicada.Storage;

/// <summary>
/// The same questions for several runs, laid one upon the other at their starts: <c>history.Compare("latest", baseline).Over(TimeSpan.FromSeconds(10), 95)</c>. It never
/// changes; each step gives another one.
/// </summary>
public sealed partial record RunComparison
{
    internal RunComparison(IReadOnlyList<RunQuery> runs) => Runs = runs;

    /// <summary>The question for each run, in the order they were named. Any question can be put to one of them alone.</summary>
    public IReadOnlyList<RunQuery> Runs { get; }

    /// <summary>Only what happened from one elapsed time to another, in every run.</summary>
    /// <param name="from">The beginning, or null for that of the run.</param>
    /// <param name="to">The end, or null for that of the run.</param>
    public RunComparison Window(TimeSpan? from = null, TimeSpan? to = null) => Each(run => run.Window(from, to));

    /// <summary>Only requests of one name.</summary>
    /// <param name="requestType">The protocol or method.</param>
    /// <param name="name">The name.</param>
    public RunComparison Of(string requestType, string name) => Each(run => run.Of(requestType, name));

    /// <summary>Only requests that succeeded.</summary>
    public RunComparison Succeeded() => Each(run => run.Succeeded());

    /// <summary>Only requests that failed.</summary>
    public RunComparison Failed() => Each(run => run.Failed());

    /// <summary>Figures from the requests themselves.</summary>
    public RunComparison Exact() => Each(run => run.Exact());

    /// <summary>Figures from the statistics of each second, with percentiles of merged histograms.</summary>
    public RunComparison Merged() => Each(run => run.Merged());

    /// <summary>The totals and a line for each request, run by run.</summary>
    /// <exception cref="StoreException">As for <see cref="RunQuery.PerRequest"/>.</exception>
    public IReadOnlyList<RunFigures> PerRequest() => [.. Runs.Select(run => run.PerRequest())];

    /// <summary>The runs over time. Bucket by bucket they are about the same elapsed time: shorter runs end in empty buckets.</summary>
    /// <param name="width">The width of a bucket.</param>
    /// <param name="percentiles">Which percentiles are wanted.</param>
    /// <exception cref="StoreException">As for <see cref="RunQuery.Over"/>.</exception>
    public IReadOnlyList<Timeline> Over(TimeSpan width, params IReadOnlyList<double> percentiles)
    {
        var lines = Runs.Select(run => run.Over(width, percentiles)).ToList();
        var longest = lines.MaxBy(line => line.Buckets.Count)!.Buckets;
        return
        [
            .. lines.Select(line => line.Buckets.Count == longest.Count ? line : line with
            {
                Buckets =
                [
                    .. line.Buckets,
                    .. longest.Skip(line.Buckets.Count).Select(bucket => bucket with
                    {
                        All = BucketFigures.Empty,
                        Succeeded = BucketFigures.Empty,
                        Failed = BucketFigures.Empty,
                    }),
                ],
            }),
        ];
    }

    private RunComparison Each(Func<RunQuery, RunQuery> step) => new([.. Runs.Select(step)]);
}
