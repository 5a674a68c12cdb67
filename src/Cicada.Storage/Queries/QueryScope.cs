using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>A question laid upon what there is of its run: from when to when, which series, and where the percentiles come from.</summary>
internal sealed class QueryScope
{
    private const int MostBuckets = 200_000;

    private readonly BucketGrid _grid;

    public QueryScope(RecordedRun run, RunQuery query, TimeSpan? width = null)
    {
        Run = run;
        Query = query;
        From = query.From ?? TimeSpan.Zero;
        To = query.To is { } to && to < run.Length && !IsWithinLastSecond(run, to) ? to : run.Length;
        if (HasNothingFrom(run, query))
        {
            // A run that is on will get there: so far there is nothing.
            To = run.IsOn
                ? From
                : throw new StoreException($"The run '{run.Id}' was {Seconds(run.Length)} s long, so there is nothing from {Seconds(From)} s on. Give an earlier time.");
        }

        Window = new Stretch(
            From > TimeSpan.Zero ? run.Started + (From.Ticks * 100) : Stretch.Always.From,
            To < run.Length || run.IsOn ? run.Started + (To.Ticks * 100) : Stretch.Always.To);
        Source = SourceOf(width);
        WidthNanoseconds = width is { } given ? given.Ticks * 100 : 0;
        if (width is { } wide)
        {
            _grid = new BucketGrid(From, To, wide);
            Buckets = _grid.Count <= MostBuckets
                ? (int)_grid.Count
                : throw new StoreException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Buckets of {Seconds(wide)} s would be {_grid.Count} for the run '{run.Id}'; expected at most {MostBuckets}. Choose wider ones."));
        }
    }

    public RecordedRun Run { get; }

    public RunQuery Query { get; }

    /// <summary>The window after the run's start, no longer than the run.</summary>
    public TimeSpan From { get; }

    public TimeSpan To { get; }

    /// <summary>The window as points have times; open where it is the run's beginning or end.</summary>
    public Stretch Window { get; }

    public PercentileSource Source { get; }

    public long WidthNanoseconds { get; }

    /// <summary>The number of the first bucket, counted from the run's start, and how many there are.</summary>
    public long FirstBucket => _grid.First;

    public int Buckets { get; }

    /// <summary>The series of statistics that answer for all requests together, or for the one asked for.</summary>
    public IReadOnlyList<RecordedSeries> TogetherSeries =>
        Query.Name is null && Outcome(Run.Series).Where(IsOfAll).ToList() is { Count: > 0 } all ? all : NamedSeries;

    /// <summary>The series of statistics of each request, or of the one asked for.</summary>
    public IReadOnlyList<RecordedSeries> NamedSeries =>
    [
        .. Outcome(Run.Series).Where(series => Query.Name is null
            ? !IsOfAll(series)
            : series.Name == Query.Name && (Query.RequestType is null || series.RequestType == Query.RequestType)),
    ];

    /// <summary>A condition on the tags of request points, and the values of its parameters.</summary>
    public (string Condition, object?[] Values) Requests(MeasurementTable table) => Requests(table, Query.Outcome);

    /// <summary>The same for another outcome than the one asked about.</summary>
    public (string Condition, object?[] Values) Requests(MeasurementTable table, RequestOutcome outcome)
    {
        string Tag(string name) => table.Tag(name) is { } column ? $"s.{column.SqlName}" : "NULL";
        var values = new List<object?> { Run.Id };
        var condition = $"{Tag(PointNames.Run)} = $1";
        if (Query.Name is not null)
        {
            values.Add(Query.Name);
            condition += $" AND coalesce({Tag(PointNames.Name)}, '') = ${values.Count}";
        }

        if (Query.RequestType is not null)
        {
            values.Add(Query.RequestType);
            condition += $" AND coalesce({Tag(PointNames.RequestType)}, '') = ${values.Count}";
        }

        condition += outcome switch
        {
            RequestOutcome.Succeeded => $" AND {Tag(PointNames.Success)} IS DISTINCT FROM '{PointNames.Failed}'",
            RequestOutcome.Failed => $" AND {Tag(PointNames.Success)} = '{PointNames.Failed}'",
            _ => "",
        };
        return (condition, [.. values]);
    }

    /// <summary>Where a bucket begins and ends within the window.</summary>
    public (TimeSpan From, TimeSpan To) Bounds(int bucket) => _grid.Bounds(bucket);

    /// <summary>Where each bucket begins, in seconds after the run's start.</summary>
    public double[] Starts() => [.. Enumerable.Range(0, Buckets).Select(bucket => Bounds(bucket).From.TotalSeconds)];

    /// <summary>The bucket, counted from the first, of a second or of something else that ends at a time.</summary>
    public long BucketOfSecond(long time) => _grid.IndexOf(Math.Max(0, time - Run.Started - 1));

    /// <summary>SQL for the same.</summary>
    public string BucketOfSecond(string time) => _grid.IndexOf($"greatest(0, {time} - {Run.Started} - 1)");

    /// <summary>SQL for the bucket, counted from the first, of a request.</summary>
    public string BucketOfRequest(string time) => _grid.IndexOf($"greatest(0, {time} - {Run.Started})");

    /// <summary>Whether a run has nothing to say about a window, because the window begins when all is over.</summary>
    public static bool HasNothingFrom(RecordedRun run, RunQuery query)
    {
        var from = query.From ?? TimeSpan.Zero;
        return from > TimeSpan.Zero
            && (from >= run.Length || (IsWithinLastSecond(run, from) && (!run.HasRequests || query.Source == PercentileSource.Merged)));
    }

    // The last second of most runs is a few milliseconds longer than one: what comes behind the whole second is no second of its own.
    private static bool IsWithinLastSecond(RecordedRun run, TimeSpan time) =>
        IsWhole(time) && time >= TimeSpan.FromSeconds(1) && run.Length > time && run.Length - time < BucketGrid.Shortest;

    private static bool IsOfAll(RecordedSeries series) => series is { RequestType: RequestStatistics.All, Name: RequestStatistics.All };

    private IEnumerable<RecordedSeries> Outcome(IEnumerable<RecordedSeries> series) => Query.Outcome switch
    {
        RequestOutcome.Succeeded => series.Where(one => !one.HasFailed),
        RequestOutcome.Failed => series.Where(one => one.HasFailed),
        _ => series,
    };

    private PercentileSource SourceOf(TimeSpan? width)
    {
        var hasSeconds = Run.Series.Count > 0;
        switch (Query.Source)
        {
            case PercentileSource.Merged when !hasSeconds && Run.HasRequests:
                throw new StoreException($"The run '{Run.Id}' has no statistics of each second, so there is nothing to merge. Ask for exact figures.");
            case PercentileSource.Exact when hasSeconds && !Run.HasRequests:
                throw new StoreException(
                    $"The run '{Run.Id}' has no single requests, only statistics of each second, so there are no exact figures. Ask for merged ones.");
            case { } wanted:
                return wanted;
            default:
                // A second cannot be cut: what begins or ends within one is answered from the requests.
                var isWhole = IsWhole(From) && !IsWithinLastSecond(Run, From) && (IsWhole(To) || To == Run.Length) && (width is not { } wide || IsWhole(wide));
                return hasSeconds && ((Run.HasHistograms && isWhole) || !Run.HasRequests) ? PercentileSource.Merged : PercentileSource.Exact;
        }
    }

    private static bool IsWhole(TimeSpan time) => time.Ticks % TimeSpan.TicksPerSecond == 0;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
