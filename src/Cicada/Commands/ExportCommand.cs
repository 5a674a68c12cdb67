using System.CommandLine;
using System.Text;
using System.Text.Json;
using Cicada.Export;
using Cicada.KeptRuns;
using Cicada.Options;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>export RUN</c>: everything recorded in a run, as a file for other programs.</summary>
internal sealed class ExportCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _run = RunArgument.Create();

    private readonly Option<string> _format = new("--format")
    {
        Description = "The format: csv, parquet, jsonl or line-protocol. Default what the file's name ends in, else csv.",
        HelpName = "format",
    };

    private readonly Option<string> _output = new("--output", "-o") { Description = "The file to write. Default the output of the program.", HelpName = "file" };

    private readonly Option<string> _measurement = new("--measurement")
    {
        Description = "The measurement a csv or parquet file holds. Default cicada_requests; the other formats hold all of them.",
        HelpName = "name",
    };

    private readonly Option<string> _prefix = new("--measurement-prefix")
    {
        Description = "What measurements begin with in line protocol. Default cicada_; with locust_ the requests look as the usual Locust listeners write them.",
        HelpName = "prefix",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints what was written as JSON; needs '-o'." };

    public Command Build()
    {
        var command = new Command("export", "Writes a run for other programs: its requests, or everything recorded in it.")
        {
            Arguments = { _run },
            Options = { _format, _output, _measurement, _prefix, _json },
        };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var file = result.GetValue(_output);
        if (Problem(result, file, out var format) is { } problem)
        {
            surroundings.Error.WriteLine(problem);
            return ExitCode.BadOptions;
        }

        using var history = store.Open(result);
        var run = history.Find(result.GetRequiredValue(_run));
        var measurement = result.GetValue(_measurement);
        var whole = surroundings.ErrorIsTerminal ? history.CountPoints(run, IsOfOneMeasurement(format) ? measurement ?? "cicada_requests" : null) : 0;
        using var progress = new FileProgress(surroundings.Error, surroundings.ErrorIsTerminal && !surroundings.OutputIsTerminal | file is not null, surroundings.Clock);
        var order = new ExportOrder(run, format, measurement, result.GetValue(_prefix));
        void Show(long count) => progress.Show("points", count, count, whole);
        if (file is null)
        {
            var sent = WriteToOutput(history, order, Show);
            progress.Dispose();
            SayLeftOut(sent);
            return ExitCode.Success;
        }

        var written = new ExportedRun(0, new Dictionary<string, long>());
        if (format == ExportFormat.Parquet)
        {
            WholeFile.WriteAt(surroundings.Resolve(file), file, path => written = written with { Written = history.ExportParquet(run, path, measurement) });
        }
        else
        {
            WholeFile.WriteBytes(surroundings.Resolve(file), file, stream => written = history.Export(order, stream, Show));
        }

        progress.Dispose();
        SayLeftOut(written);
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(Document(run, format, file, written));
        }
        else
        {
            surroundings.Error.WriteLine($"{Figures.Count(written.Written)} {(IsOfOneMeasurement(format) ? "rows" : "points")} are in '{PlainText.Of(file)}'.");
        }

        return ExitCode.Success;
    }

    private string? Problem(ParseResult result, string? file, out ExportFormat format)
    {
        format = file is null ? ExportFormat.Csv : ExportFormats.OfFile(file) ?? ExportFormat.Csv;
        if (result.GetValue(_format) is { } typed && !ExportFormats.TryParse(typed, out format))
        {
            return $"The format is '{typed}'; expected one of {string.Join(", ", ExportFormats.Names.Select(name => $"'{name}'"))}."
                + $"{Spelling.DidYouMean(typed, ExportFormats.Names)} Write for instance '--format csv'.";
        }

        if (file is not null && string.IsNullOrWhiteSpace(file))
        {
            return $"The file to write is '{file}'; expected a name. Write it behind '-o', or leave '-o' out.";
        }

        if (result.GetValue(_measurement) is { } measurement && !IsOfOneMeasurement(format))
        {
            return $"The measurement is '{measurement}', but the format '{ExportFormats.NameOf(format)}' holds all of them. Leave '--measurement' out, or write '--format csv'.";
        }

        if (result.GetValue(_prefix) is { } prefix)
        {
            if (format != ExportFormat.LineProtocol)
            {
                return $"The measurement prefix is '{prefix}', but the format is '{ExportFormats.NameOf(format)}', which is for reading a run again as it was. Leave '--measurement-prefix' out, or write '--format line-protocol'.";
            }

            if (new InfluxOptions { Address = "http://localhost:8086/any", MeasurementPrefix = prefix }.Problems() is [var problem, ..])
            {
                return problem;
            }
        }

        if (file is null && format == ExportFormat.Parquet && surroundings.OutputIsTerminal)
        {
            return "Parquet is no text, and the output is a terminal. Name a file: '-o run.parquet'.";
        }

        return file is null && result.GetValue(_json) ? "The output cannot hold both the run and what is said about it. Name a file: '-o FILE'." : null;
    }

    private static bool IsOfOneMeasurement(ExportFormat format) => format is ExportFormat.Csv or ExportFormat.Parquet;

    private ExportedRun WriteToOutput(IKeptRuns history, ExportOrder order, Action<long> progress)
    {
        surroundings.Output.Flush();
        using var output = surroundings.OpenOutput();
        var written = new ExportedRun(0, new Dictionary<string, long>());
        try
        {
            if (order.Format == ExportFormat.Parquet)
            {
                WholeFile.CopyTo(output, path => history.ExportParquet(order.Run, path, order.Measurement));
            }
            else
            {
                written = history.Export(order, output, progress);
            }

            output.Flush();
        }
        catch (IOException) when (!surroundings.OutputIsTerminal && IsPipe(output))
        {
            // As in 'export latest | head': whoever read has seen enough.
        }

        return written;
    }

    // Only a pipe has another side that can go; a full disk is a file's.
    private static bool IsPipe(Stream output) => !output.CanSeek;

    private void SayLeftOut(ExportedRun export)
    {
        foreach (var (reason, count) in export.LeftOut)
        {
            surroundings.Error.WriteLine($"{Figures.Count(count)} points are left out: {reason}. Export them as jsonl, which holds everything.");
        }
    }

    private static string Document(string run, ExportFormat format, string file, ExportedRun written)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("run", run);
            json.WriteString("format", ExportFormats.NameOf(format));
            json.WriteString("file", file);
            json.WriteNumber("points", written.Written);
            json.WriteNumber("left_out", written.LeftOut.Values.Sum());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
