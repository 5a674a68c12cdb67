using System.CommandLine;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>report RUN</c>: a run as one HTML file that opens without a server.</summary>
internal sealed class ReportCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();

    private readonly Option<string> _output = new("--output", "-o") { Description = "The file to write. Default the output of the program.", HelpName = "file" };

    public Command Build()
    {
        var command = new Command("report", "Writes a run as one HTML file with all its charts and tables, which opens in a browser without a server.")
        {
            Arguments = { _run },
            Options = { _output },
        };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var file = result.GetValue(_output);
        if (Problem(file) is { } problem)
        {
            surroundings.Error.WriteLine(problem);
            return ExitCode.BadOptions;
        }

        using var history = store.Open(result);
        var run = history.Find(result.GetRequiredValue(_run));
        var report = history.ReadReport(run);
        if (file is null)
        {
            surroundings.Output.Flush();
            using var output = surroundings.OpenOutput();
            output.Write(report);
            output.Flush();
            return ExitCode.Success;
        }

        WholeFile.WriteBytes(surroundings.Resolve(file), file, stream => stream.Write(report));
        surroundings.Error.WriteLine($"The report of '{run}' is in '{PlainText.Of(file)}', {Figures.Bytes(report.Length)}.");
        return ExitCode.Success;
    }

    private string? Problem(string? file)
    {
        if (file is not null && string.IsNullOrWhiteSpace(file))
        {
            return $"The file to write is '{file}'; expected a name. Write it behind '-o', or leave '-o' out.";
        }

        return file is null && surroundings.OutputIsTerminal ? "A report is for a browser, and the output is a terminal. Name a file: '-o run.html'." : null;
    }
}
