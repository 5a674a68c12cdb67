using System.CommandLine;
using System.Text.Json;
using Cicada.Comparison;
using Cicada.Regressions;
using Cicada.RunsApi;
using Cicada.Storage.Queries;
using Cicada.Terminal;
using Cicada.Thresholds;

namespace Cicada.Commands;

/// <summary><c>compare RUN BASE</c>: how a run differs from another, and whether that is worse than it may be.</summary>
internal sealed class CompareCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly Argument<string> _base = RunArgument.CreateBase();
    private readonly Option<bool> _json = new("--json") { Description = "Prints the comparison as JSON." };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "Prints the comparison as Markdown, for a pull request." };
    private readonly Option<TimeSpan?> _from = CommandOption.Elapsed("--from", "The time from which requests count", "Only requests completed from this time of each run on: 30s.");
    private readonly Option<TimeSpan?> _to = CommandOption.Elapsed("--to", "The time up to which requests count", "Only requests completed before this time of each run: 5m.");
    private readonly Option<string[]> _regressions = new("--regression")
    {
        Description = "How much worse the run may be: 'p95 +10%', 'p99(GET /) +50ms', 'failures +0.5%', 'rps -5%'. One that is broken, or without data, makes the exit code 4. May be given several times.",
        HelpName = "rule",
    };

    public Command Build()
    {
        var command = new Command("compare", "Shows how a run differs from another.") { Arguments = { _run, _base }, Options = { _from, _to, _regressions, _json, _markdown } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var (from, to) = (result.GetValue(_from), result.GetValue(_to));
        var rules = new List<Regression>();
        var problems = new List<string>();
        foreach (var text in result.GetValue(_regressions) ?? [])
        {
            if (ThresholdReader.ReadRegression(text, "", out var problem) is { } rule)
            {
                rules.Add(rule);
            }
            else
            {
                problems.Add(problem);
            }
        }

        if (to <= (from ?? TimeSpan.Zero))
        {
            problems.Add($"Requests were to count from {Terminal.Figures.Duration(from ?? TimeSpan.Zero)} to {Terminal.Figures.Duration(to.Value)}, which leaves none. Write a '--to' that is later than '--from'.");
        }

        if (result.GetValue(_json) && result.GetValue(_markdown))
        {
            problems.Add("Both '--json' and '--markdown' are given; expected one of them. Leave one out.");
        }

        if (problems.Count > 0)
        {
            throw new PlanException(problems);
        }

        using var history = store.Open(result);
        var run = history.Find(result.GetRequiredValue(_run));
        var named = result.GetRequiredValue(_base);
        var other = named == "pinned" ? StoredBaseline.OfTest(history, history.ReadSummary(run).Test) : history.Find(named);
        var compared = history.Compare(run, other, from, to);
        var document = new ComparisonDocument(
            run, other, from?.TotalSeconds, to?.TotalSeconds, [.. rules.Select(rule => RegressionJudge.Judge(rule, compared))], compared);
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(JsonSerializer.Serialize(document, RunsJson.Default.ComparisonDocument));
        }
        else if (result.GetValue(_markdown))
        {
            surroundings.Output.Write(ComparisonMarkdown.Of(document));
        }
        else
        {
            new ComparisonView(document).Write(Consoles.Of(surroundings.Output, surroundings.OutputIsTerminal));
        }

        return document.Regressions.All(rule => RegressionRule.Holds(rule.State)) ? ExitCode.Success : ExitCode.Regression;
    }
}
