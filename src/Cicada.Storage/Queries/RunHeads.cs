namespace Cicada.Storage.Queries;

/// <summary>Runs as they stand in lists: found, sorted, and, those that are shown, with what takes longer to tell.</summary>
/// <param name="history">The runs.</param>
/// <param name="file">The store they are in.</param>
/// <param name="summarise">The document of a run that has none, from what was recorded.</param>
internal sealed class RunHeads(RunHistory history, StoreFile file, Func<StoredRun, RunSummary> summarise)
{
    private const int SparklineBuckets = 60;

    public RunList List(RunListing listing)
    {
        var all = ListedRun.ReadAll(file);
        var found = RunSelection.Select(all, listing, TotalOf, SizesOf(all));
        return new RunList
        {
            Runs = [.. found.Skip(listing.Offset).Take(listing.Limit).Select(run => HeadOf(run, SizesOf(all)))],
            Total = found.Count,
            Tests = [.. all.Select(run => run.Stored.Test).Distinct().Order(StringComparer.Ordinal)],
            Labels = LabelsOf(all),
        };
    }

    public RunHead Read(string run)
    {
        var all = ListedRun.ReadAll(file);
        return HeadOf(all.First(one => one.Stored.Run == run), SizesOf(all));
    }

    public RunTrend Trend(string test, ComparedFigure figure, string? requestType, string? name, int limit)
    {
        // Of a run without an end only the figures of all requests are told, as in the list.
        var figures = name is null ? null : RunTotalRows.Read(file, requestType ?? "", name);
        var runs = ListedRun.ReadAll(file).Where(run => run.Stored.Test == test).Take(limit).Reverse();
        return new RunTrend
        {
            Test = test,
            Figure = figure,
            Points =
            [
                .. runs.Select(run =>
                {
                    var summary = figures is null ? TotalOf(run).Total : figures.GetValueOrDefault(run.Stored.Run);
                    return new TrendPoint
                    {
                        Run = run.Stored.Run,
                        Started = run.Stored.Started,
                        Value = summary is { Count: > 0 } ? Figures.Of(figure, summary) : null,
                        Count = summary?.Count ?? 0,
                        State = run.State,
                        Baseline = run.Stored.Baseline,
                        Labels = run.Labels,
                    };
                }),
            ],
        };
    }

    private static SortedDictionary<string, IReadOnlyList<string>> LabelsOf(IReadOnlyList<ListedRun> runs)
    {
        var labels = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var label in runs.SelectMany(run => run.Labels).GroupBy(label => label.Key, label => label.Value))
        {
            labels.Add(label.Key, [.. label.Distinct().Order(StringComparer.Ordinal)]);
        }

        return labels;
    }

    private IReadOnlyDictionary<string, long> SizesOf(IReadOnlyList<ListedRun> all) =>
        file.Heads.Sizes([.. all.Where(run => run.HasEnded).Select(run => run.Stored.Run)], () => RunSizes.Estimate(file, [.. all.Select(run => run.Stored)]));

    private HeadFigures TotalOf(ListedRun run) => run switch
    {
        { Total: { } total, Ended: { } ended } => new HeadFigures(total, ended, (ended - run.Stored.Started).TotalSeconds, run.Users),
        { State: RunState.Running } => Running(run),
        _ => file.Heads.Figures(run.Stored, () =>
        {
            var summary = summarise(run.Stored);
            return new HeadFigures(summary.Total, summary.Ended, ((summary.Ended ?? summary.Started) - summary.Started).TotalSeconds, summary.Users);
        }),
    };

    private HeadFigures Running(ListedRun run)
    {
        var recorded = RecordedRun.Read(file, run.Stored);
        var scope = new QueryScope(recorded, new RunQuery(history, run.Stored.Run));
        var figures = scope.Source == PercentileSource.Merged
            ? new MergedFigures(scope).PerRequest(scope.TogetherSeries, together: true) is [var all, ..] ? all : null
            : new ExactFigures(scope).PerRequest().Total;
        return new HeadFigures(figures ?? RunQuery.Nothing, null, recorded.Length.TotalSeconds, InterruptedRun.MostUsers(file, run.Stored));
    }

    private Sparkline SparklineOf(StoredRun run)
    {
        var recorded = RecordedRun.Read(file, run);
        if (recorded.Length <= TimeSpan.Zero)
        {
            return Sparkline.Empty;
        }

        var width = Sparklines.WidthFor(recorded, TimeSpan.Zero, recorded.Length, SparklineBuckets);
        return new Sparklines(new QueryScope(recorded, new RunQuery(history, run.Run), width)).ReadTotal();
    }

    private RunHead HeadOf(ListedRun run, IReadOnlyDictionary<string, long> sizes)
    {
        var totals = TotalOf(run);
        return new RunHead
        {
            Run = run.Stored.Run,
            Test = run.Stored.Test,
            State = run.State,
            ExitCode = run.ExitCode,
            Verdict = RunVerdicts.Of(run.State, run.ExitCode),
            Started = run.Stored.Started,
            Ended = totals.Ended,
            Duration = totals.Seconds,
            Users = totals.Users,
            Host = run.Stored.Host,
            Labels = run.Labels,
            Note = run.Stored.Note,
            Baseline = run.Stored.Baseline,
            Total = totals.Total,
            Sparkline = run.State == RunState.Running ? SparklineOf(run.Stored) : file.Heads.Sparkline(run.Stored, () => SparklineOf(run.Stored)),
            Size = sizes.GetValueOrDefault(run.Stored.Run),
        };
    }
}
