using System.CommandLine;
using Cicada.KeptRuns;
using Cicada.Options;
using Cicada.Results;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>report RUN</c>: a run as one HTML file that opens without a server, and as the files for other programs that it could have written at its end.</summary>
internal sealed class ReportCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();

    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The file for the page. Default the output of the program, unless one of the other files is asked for.",
        HelpName = "file",
    };

    private readonly Option<string> _junit = Verdict(RunOptionSpecs.JUnit);
    private readonly Option<string> _trx = Verdict(RunOptionSpecs.Trx);
    private readonly Option<string> _markdown = Verdict(RunOptionSpecs.SummaryMarkdown);

    public Command Build()
    {
        var command = new Command("report", "Writes a run as one HTML file with all its charts and tables, which opens in a browser without a server; or its verdict for other programs, as at the end of the run.")
        {
            Arguments = { _run },
            Options = { _output, _junit, _trx, _markdown },
        };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var options = new RunOptions
        {
            ReportFile = result.GetValue(_output),
            JUnitFile = result.GetValue(_junit),
            TrxFile = result.GetValue(_trx),
            MarkdownFile = result.GetValue(_markdown),
        };
        if (Blank(result) is { } blank)
        {
            return Refuse([blank]);
        }

        var files = new VerdictFiles(options, surroundings, "-o");
        var hasVerdict = (options.JUnitFile ?? options.TrxFile ?? options.MarkdownFile) is not null;
        if (Problems(options, files, hasVerdict).ToList() is { Count: > 0 } problems)
        {
            return Refuse(problems);
        }

        using var history = store.Open(result);
        var run = history.Find(result.GetRequiredValue(_run));
        var failed = hasVerdict ? WriteVerdict(history, run, options, files) : [];
        if (!hasVerdict || options.ReportFile is not null)
        {
            failed.AddRange(WritePage(history, run, options.ReportFile));
        }

        return Refuse(failed);
    }

    private static Option<string> Verdict(OptionSpec spec) => new(spec.Name) { Description = spec.Description, HelpName = spec.ValueName };

    private string? Blank(ParseResult result)
    {
        foreach (var option in new[] { _output, _junit, _trx, _markdown })
        {
            if (result.GetValue(option) is { } file && string.IsNullOrWhiteSpace(file))
            {
                var typed = option == _output ? "-o" : option.Name;
                return $"The file to write is '{file}'; expected a name. Write it behind '{typed}', or leave '{typed}' out.";
            }
        }

        return null;
    }

    private IEnumerable<string> Problems(RunOptions options, VerdictFiles files, bool hasVerdict)
    {
        if (!hasVerdict && options.ReportFile is null && surroundings.OutputIsTerminal)
        {
            yield return "A report is for a browser, and the output is a terminal. Name a file: '-o run.html'.";
        }

        if (options.ReportFile is { } report && WholeFile.ProblemToCome(surroundings.Resolve(report), report) is { } reportProblem)
        {
            yield return reportProblem;
        }

        foreach (var problem in files.Problems())
        {
            yield return problem;
        }
    }

    private List<string> WriteVerdict(IKeptRuns history, string run, RunOptions options, VerdictFiles files)
    {
        var problems = files.WriteLater(history.ReadSummary(run), VerdictSetting.Of(history.ReadSetup(run)));
        if (problems.Count == 0)
        {
            string?[] written = [options.JUnitFile, options.TrxFile, options.MarkdownFile];
            surroundings.Error.WriteLine($"The verdict of '{run}' is in {string.Join(" and in ", written.OfType<string>().Select(file => $"'{PlainText.Of(file)}'"))}.");
        }

        return [.. problems];
    }

    private IReadOnlyList<string> WritePage(IKeptRuns history, string run, string? file)
    {
        var report = history.ReadReport(run);
        if (file is null)
        {
            surroundings.Output.Flush();
            using var output = surroundings.OpenOutput();
            output.Write(report);
            output.Flush();
            return [];
        }

        try
        {
            WholeFile.WriteBytes(surroundings.Resolve(file), file, stream => stream.Write(report));
        }
        catch (PlanException exception)
        {
            return exception.Problems;
        }

        surroundings.Error.WriteLine($"The report of '{run}' is in '{PlainText.Of(file)}', {Figures.Bytes(report.Length)}.");
        return [];
    }

    private int Refuse(List<string> problems)
    {
        foreach (var problem in problems)
        {
            surroundings.Error.WriteLine(PlainText.Of(problem, int.MaxValue));
        }

        return problems.Count > 0 ? ExitCode.BadOptions : ExitCode.Success;
    }
}
