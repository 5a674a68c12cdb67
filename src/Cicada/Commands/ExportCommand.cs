using System.CommandLine;
using Cicada.Options;

namespace Cicada.Commands;

/// <summary><c>export RUN</c>: everything recorded in a run, as a file for other programs.</summary>
internal sealed class ExportCommand(Surroundings surroundings, StoreChoice store)
{
    private const string Csv = "csv";

    private readonly Argument<string> _run = RunArgument.Create();
    private readonly Option<string> _format = new("--format") { Description = "The format: csv, which is the default.", HelpName = "format" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "The file to write. Default the output of the program.", HelpName = "file" };

    private readonly Option<string> _measurement = new("--measurement")
    {
        Description = "The measurement to write. Default cicada_requests.",
        HelpName = "name",
    };

    public Command Build()
    {
        var command = new Command("export", "Writes all requests of a run, one line each.") { Arguments = { _run }, Options = { _format, _output, _measurement } };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        if (result.GetValue(_format) is { } format && format != Csv)
        {
            surroundings.Error.WriteLine($"The format is '{format}'; expected '{Csv}'.{Spelling.DidYouMean(format, [Csv])} Write '--format csv'.");
            return ExitCode.BadOptions;
        }

        using var history = store.Open(result);
        var run = result.GetRequiredValue(_run);
        var measurement = result.GetValue(_measurement);
        if (result.GetValue(_output) is not { } file)
        {
            history.ExportCsv(run, surroundings.Output, measurement);
            surroundings.Output.Flush();
            return ExitCode.Success;
        }

        var count = 0L;
        WholeFile.Write(surroundings.Resolve(file), file, writer => count = history.ExportCsv(run, writer, measurement));
        surroundings.Error.WriteLine($"{Terminal.Figures.Count(count)} rows are in '{file}'.");
        return ExitCode.Success;
    }
}
