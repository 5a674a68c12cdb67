using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <content>What the page that compares runs asks.</content>
public sealed partial record RunComparison
{
    /// <summary>The runs side by side, the others compared with the first; a run that ended before the window has no figures.</summary>
    internal ComparedRuns Differences()
    {
        // A run beside itself is the same in everything, however few requests it has.
        var heads = Runs.Select(run => run.Head()).ToList();
        var block = RequestBlocks.WidthFor(Runs.Zip(heads, Common).Min());
        var sides = Runs.Select(run => run.Run).Distinct().ToDictionary(run => run, run => Runs.First(query => query.Run == run).Sides(block));
        var each = Runs.Select(run => sides[run.Run]).ToList();
        return new ComparedRuns
        {
            Runs = heads,
            Total = Compared((RequestStatistics.All, RequestStatistics.All), [.. each.Select(side => side.Total)]),
            Requests =
            [
                .. each.SelectMany(side => side.Requests.Keys).Distinct()
                    .OrderBy(key => key.Name, StringComparer.Ordinal).ThenBy(key => key.RequestType, StringComparer.Ordinal)
                    .Select(key => Compared(key, [.. each.Select(side => side.Requests.GetValueOrDefault(key))])),
            ],
            Setup = SetupDifferences.Of(heads, [.. Runs.Select(run => run.Setup())]),
            Warnings = ComparisonWarnings.Of(heads, Runs.Any(run => run.From is not null || run.To is not null), [.. each.Select(side => side.Total is not null)]),
        };
    }

    private static TimeSpan Common(RunQuery run, Queries.RunHead head)
    {
        var length = TimeSpan.FromSeconds(head.Duration);
        var common = (run.To < length ? run.To.Value : length) - (run.From ?? TimeSpan.Zero);
        return common > TimeSpan.Zero ? common : TimeSpan.Zero;
    }

    private static ComparedRequest Compared((string RequestType, string Name) key, IReadOnlyList<ComparedSide?> sides) => new()
    {
        RequestType = key.RequestType,
        Name = key.Name,
        Figures = [.. sides.Select(side => side?.Summary)],
        Differences = [.. sides.Skip(1).Select(side => sides[0] is { } first && side is not null ? FigureComparison.Compare(first, side) : null)],
    };
}
