using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <summary>
/// Questions about one run, narrowed step by step: <c>history.Query("latest").Window(from: TimeSpan.FromSeconds(30)).PerRequest()</c>. It never changes; each step gives
/// another one, and one that was kept can be asked again.
/// </summary>
/// <remarks>
/// Elapsed time counts from the run's start. Figures come from the histograms of each second where the run has them and the question falls on whole
/// seconds, else from the requests; <see cref="Merged"/> and <see cref="Exact"/> decide otherwise.
/// </remarks>
public sealed partial record RunQuery
{
    private readonly RunHistory _history;

    internal RunQuery(RunHistory history, string run)
    {
        _history = history;
        Run = run;
    }

    /// <summary>The run's id.</summary>
    public string Run { get; }

    /// <summary>Where the window begins, after the run's start; null for the beginning.</summary>
    public TimeSpan? From { get; internal init; }

    /// <summary>Where the window ends; null for the end.</summary>
    public TimeSpan? To { get; internal init; }

    /// <summary>The protocol or method of the request that is asked about; null for any.</summary>
    public string? RequestType { get; internal init; }

    /// <summary>The name of the request that is asked about; null for all requests.</summary>
    public string? Name { get; internal init; }

    /// <summary>Which outcome is asked about.</summary>
    public RequestOutcome Outcome { get; internal init; }

    /// <summary>Where percentiles are to come from; null for the best there is.</summary>
    public PercentileSource? Source { get; internal init; }

    /// <summary>How long the run was, or has been so far.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public TimeSpan ReadLength() => _history.Ask(Run, run => run.Length);

    /// <summary>Only what happened from one elapsed time to another; so a ramp-up can be left out.</summary>
    /// <param name="from">The beginning, or null for that of the run.</param>
    /// <param name="to">The end, or null for that of the run; it may be later than the run's.</param>
    public RunQuery Window(TimeSpan? from = null, TimeSpan? to = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from ?? TimeSpan.Zero, TimeSpan.Zero, nameof(from));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to ?? TimeSpan.MaxValue, from ?? TimeSpan.Zero, nameof(to));
        return this with { From = from, To = to };
    }

    /// <summary>Only requests of one name.</summary>
    /// <param name="requestType">The protocol or method.</param>
    /// <param name="name">The name.</param>
    public RunQuery Of(string requestType, string name)
    {
        ArgumentNullException.ThrowIfNull(requestType);
        ArgumentNullException.ThrowIfNull(name);
        return this with { RequestType = requestType, Name = name };
    }

    /// <summary>Only requests that succeeded.</summary>
    public RunQuery Succeeded() => this with { Outcome = RequestOutcome.Succeeded };

    /// <summary>Only requests that failed.</summary>
    public RunQuery Failed() => this with { Outcome = RequestOutcome.Failed };

    /// <summary>Figures from the requests themselves; takes a second or more for each 20 million of them.</summary>
    public RunQuery Exact() => this with { Source = PercentileSource.Exact };

    /// <summary>Figures from the statistics of each second, with percentiles of merged histograms.</summary>
    public RunQuery Merged() => this with { Source = PercentileSource.Merged };

    /// <summary>The totals, and a line for each request.</summary>
    /// <exception cref="StoreException">The window begins after the run's end, or there is nothing of the source that was asked for.</exception>
    public RunFigures PerRequest() => Ask(null, scope =>
    {
        IReadOnlyList<RequestSummary> requests;
        RequestSummary? total;
        if (scope.Source == PercentileSource.Exact)
        {
            (requests, total) = new ExactFigures(scope).PerRequest();
        }
        else
        {
            var figures = new MergedFigures(scope);
            requests = figures.PerRequest(scope.NamedSeries, together: false);
            total = figures.PerRequest(scope.TogetherSeries, together: true) is [var all] ? all : null;
        }

        return new RunFigures
        {
            Run = Run,
            From = scope.From,
            To = scope.To,
            Source = scope.Source,
            Requests = requests,
            Total = total ?? Nothing,
        };
    });

    /// <summary>The run over time, in buckets from the run's start on.</summary>
    /// <param name="width">The width of a bucket; whole seconds can be answered quickly, whole minutes very quickly.</param>
    /// <param name="percentiles">Which percentiles are wanted, between 0 and 100; none makes it cheaper.</param>
    /// <exception cref="StoreException">As for <see cref="PerRequest"/>, or it would be more than 200,000 buckets.</exception>
    public Timeline Over(TimeSpan width, params IReadOnlyList<double> percentiles)
    {
        ArgumentNullException.ThrowIfNull(percentiles);
        foreach (var percentile in percentiles)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(percentile, nameof(percentiles));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100, nameof(percentiles));
        }

        return Ask(Width(width), scope => new Timeline
        {
            Run = Run,
            Width = width,
            Source = scope.Source,
            Percentiles = percentiles,
            Buckets = scope.Source == PercentileSource.Exact ? new ExactFigures(scope).Over(percentiles) : new MergedFigures(scope).Over(percentiles),
        });
    }

    /// <summary>The users over time, in the same buckets.</summary>
    /// <param name="width">The width of a bucket.</param>
    /// <param name="userClass">Only users of this class; null for all.</param>
    /// <exception cref="StoreException">The window begins after the run's end, or it would be more than 200,000 buckets.</exception>
    public IReadOnlyList<UserBucket> Users(TimeSpan width, string? userClass = null) =>
        Ask(Width(width), scope => new SampleRows(scope).Users(userClass));

    /// <summary>How many requests took how long, in the same buckets of time.</summary>
    /// <param name="width">The width of a bucket.</param>
    /// <exception cref="StoreException">As for <see cref="Over"/>.</exception>
    public LatencyMap LatencyMap(TimeSpan width) => Ask(Width(width), scope => new LatencyMap
    {
        Run = Run,
        Width = width,
        From = TimeSpan.FromTicks(scope.FirstBucket * width.Ticks),
        Counts = scope.Source == PercentileSource.Exact ? new ExactFigures(scope).Map() : new MergedFigures(scope).Map(),
    });

    /// <summary>The slowest requests, slowest first; none for a run that kept no single requests.</summary>
    /// <param name="count">How many at most.</param>
    /// <exception cref="StoreException">The window begins after the run's end.</exception>
    public IReadOnlyList<RecordedSample> SlowestSamples(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Ask(null, scope => new SampleRows(scope).Slowest(count));
    }

    /// <summary>Requests that failed; none for a run that kept no single requests.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="latestFirst">Whether the latest are wanted, latest first, or the first.</param>
    /// <param name="exception">Only those of this error class; null for all.</param>
    /// <exception cref="StoreException">The window begins after the run's end.</exception>
    public IReadOnlyList<RecordedSample> FailedSamples(int count, bool latestFirst = true, string? exception = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Failed().Ask(null, scope => new SampleRows(scope).Failed(count, latestFirst, exception));
    }

    /// <summary>
    /// The failures by request and error class, most frequent first. Merged, they are those counted each second: when they were first and last seen is then the
    /// end of that second.
    /// </summary>
    /// <exception cref="StoreException">As for <see cref="PerRequest"/>.</exception>
    public IReadOnlyList<FailureSummary> Failures() => Ask(null, scope => new SampleRows(scope).Kinds());

    /// <summary>The figures of no request.</summary>
    internal static RequestSummary Nothing { get; } = new()
    {
        RequestType = RequestStatistics.All,
        Name = RequestStatistics.All,
        Count = 0,
        Failures = 0,
        Rps = 0,
        Mean = 0,
        Min = 0,
        Max = 0,
        P50 = 0,
        P75 = 0,
        P90 = 0,
        P95 = 0,
        P99 = 0,
        P999 = 0,
        Bytes = 0,
    };

    private static TimeSpan Width(TimeSpan width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(width, TimeSpan.Zero);
        return width;
    }

    private T Ask<T>(TimeSpan? width, Func<QueryScope, T> answer) => _history.Ask(Run, run => answer(new QueryScope(run, this, width)));
}
