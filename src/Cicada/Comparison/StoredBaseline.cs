using Cicada.KeptRuns;
using Cicada.Runs;
using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.Comparison;

/// <summary>An earlier run in the same store, that a run is compared with at its end.</summary>
/// <param name="open">Opens the store.</param>
/// <param name="other">The earlier run.</param>
/// <param name="rules">How much worse the run may be.</param>
internal sealed class StoredBaseline(Func<IKeptRuns> open, string other, IReadOnlyList<Regression> rules) : IBaseline
{
    private const string Latest = "latest";
    private const string Pinned = "pinned";

    /// <summary>Finds the run that is meant, before the run begins: what is pinned or recorded meanwhile changes nothing.</summary>
    /// <param name="open">Opens the store.</param>
    /// <param name="choice">What <c>--baseline</c> says.</param>
    /// <param name="test">The test.</param>
    /// <param name="rules">How much worse the run may be.</param>
    /// <param name="say">Takes a sentence where there is nothing to compare with yet.</param>
    /// <returns>Null where the first run of a test is to be compared with the latest.</returns>
    /// <exception cref="PlanException">There is no such run.</exception>
    public static StoredBaseline? Find(Func<IKeptRuns> open, string choice, string test, IReadOnlyList<Regression> rules, Action<string> say)
    {
        try
        {
            using var kept = open();
            if (choice == Latest)
            {
                // What was cut off or went wrong is nothing to be measured by.
                var latest = kept.List(new RunFilter { Test = test }).FirstOrDefault(run => run.State is RunState.Finished or RunState.Stopped && run.Total.Count > 0);
                if (latest is null)
                {
                    say($"There is no earlier run of the test '{test}' in '{kept.Path}' to compare with, so this one is compared with nothing. The next one will be compared with it.");
                    return null;
                }

                return new(open, latest.Run, rules);
            }

            return new(open, choice == Pinned ? OfTest(kept, test) : kept.Find(choice), rules);
        }
        catch (StoreException exception)
        {
            throw new PlanException([$"The run to compare with, '{choice}', cannot be found: {exception.Message}"]);
        }
    }

    /// <summary>The run that is pinned as the baseline of a test.</summary>
    /// <exception cref="StoreException">None is.</exception>
    public static string OfTest(IKeptRuns kept, string test) => kept.FindBaseline(test) ?? throw new StoreException(
        $"The test '{test}' has no baseline to compare with in '{kept.Path}'; expected one that was pinned. Write 'pin RUN' first, or name a run instead of '{Pinned}'.");

    public ComparisonSummary Compare(RunSummary summary)
    {
        try
        {
            using var kept = open();
            var runs = AtItsEnd(kept.Compare(summary.Run, other, null, null), summary);
            return ComparisonSummaries.Of(other, runs, [.. rules.Select(rule => RegressionJudge.Judge(rule, runs))]);
        }
        catch (StoreException exception)
        {
            return new()
            {
                Base = other,
                Regressions = [.. rules.Select(rule => new RegressionSummary { Text = rule.Text, State = RegressionState.NoData, Requests = 0 })],
                Warnings = [$"The run could not be compared with '{other}': {exception.Message}"],
            };
        }
    }

    // In the store the run is still on: its end waits for this comparison.
    private static ComparedRuns AtItsEnd(ComparedRuns runs, RunSummary summary)
    {
        IReadOnlyList<Storage.Queries.RunHead> heads =
            [runs.Runs[0], runs.Runs[1] with { State = summary.State, Duration = ((summary.Ended ?? summary.Started) - summary.Started).TotalSeconds }];
        return runs with { Runs = heads, Warnings = ComparisonWarnings.Of(heads, isWindow: false, [.. runs.Total.Figures.Select(figures => figures is not null)]) };
    }
}
