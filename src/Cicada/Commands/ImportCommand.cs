using System.CommandLine;
using Cicada.Import;
using Cicada.Options;
using Cicada.Terminal;

namespace Cicada.Commands;

/// <summary><c>import FILE</c>: brings an exported run, or the results of another program, into the store.</summary>
internal sealed class ImportCommand(Surroundings surroundings, StoreChoice store)
{
    private readonly Argument<string> _file = new Argument<string>("file")
    {
        Description = "An exported run, a Locust *_stats_history.csv, a JMeter .jtl or .csv, or a k6 JSON output; also gzipped.",
    }.MustHaveText("The file", "its path");

    private readonly Option<string> _format = new("--format")
    {
        Description = "The format, where it is not to be recognised: jsonl, line-protocol, csv, parquet, locust, jmeter or k6.",
        HelpName = "format",
    };

    private readonly Option<string> _measurement = new("--measurement")
    {
        Description = "The measurement a csv or parquet file holds, where it does not say so itself.",
        HelpName = "name",
    };

    private readonly Option<string> _tags = new("--tags")
    {
        Description = "The columns of a csv or parquet file that are tags, where that is not known; with commas between them.",
        HelpName = "names",
    };

    private readonly RunCommandLineOption _test = new(RunOptionSpecs.Test with { Description = "The test this is a run of. Default the file's name without its ending." });
    private readonly RunCommandLineOption _label = new(RunOptionSpecs.RunLabel);
    private readonly RunCommandLineOption _note = new(RunOptionSpecs.Note with { Description = "A few words about the run. Default where it came from." });
    private readonly Option<bool> _json = new("--json") { Description = "Prints what was imported as JSON." };

    public Command Build()
    {
        var command = new Command("import", "Brings an exported run, or results of Locust, JMeter or k6, into the store.")
        {
            Arguments = { _file },
            Options = { _format, _measurement, _tags, _test, _label, _note, _json },
        };
        command.SetAction(Invoke);
        return command;
    }

    private int Invoke(ParseResult result)
    {
        var name = result.GetRequiredValue(_file);
        var path = surroundings.Resolve(name);
        if (ImportFile.Problem(path, name) is { } problem)
        {
            return Refuse(problem);
        }

        var choice = ChoiceOf(result);
        using var file = new ImportFile(path, name);
        if ((choice.Format ?? Recognise(file)) is not { } format)
        {
            return Refuse(
                $"The file '{name}' is of no format that is known: neither an exported run (jsonl, line-protocol, csv, parquet) nor a history of Locust's, "
                + "a .jtl of JMeter's or a JSON output of k6's. If it is one of these, say which: '--format NAME'.");
        }

        using var import = new RunImport(file, choice, store.Path(result), surroundings.Clock);
        using var progress = new FileProgress(surroundings.Error, surroundings.ErrorIsTerminal, surroundings.Clock);
        var imported = import.Import(format, () => progress.Show("lines", import.Report.Lines, file.Position, format == ImportFormat.Parquet ? 0 : file.Length));
        progress.Dispose();

        var view = new ImportView(imported, name, choice.DescribesRun);
        if (result.GetValue(_json))
        {
            surroundings.Output.WriteLine(view.Document());
        }
        else
        {
            view.Write(surroundings.Error, surroundings.Output);
        }

        return imported.Stored > 0 ? ExitCode.Success : ExitCode.BadOptions;
    }

    private static ImportFormat? Recognise(ImportFile file)
    {
        try
        {
            return ImportFormats.Recognise(file.Head(ImportFormats.HeadLength));
        }
        catch (InvalidDataException)
        {
            throw new PlanException([$"The file '{file.Name}' begins like gzip, but cannot be unpacked. Check that it is complete."]);
        }
    }

    private ImportChoice ChoiceOf(ParseResult result)
    {
        var problems = new List<string>();
        ImportFormat? format = null;
        if (result.GetValue(_format) is { } typed)
        {
            if (ImportFormats.TryParse(typed, out var known))
            {
                format = known;
            }
            else
            {
                problems.Add(
                    $"The format is '{typed}'; expected one of {string.Join(", ", ImportFormats.Names.Select(one => $"'{one}'"))}."
                    + $"{Spelling.DidYouMean(typed, ImportFormats.Names)} Leave '--format' out to have it recognised.");
            }
        }

        var layers = new OptionLayers([RunOptionSpecs.Test, RunOptionSpecs.RunLabel, RunOptionSpecs.Note]);
        foreach (var option in (RunCommandLineOption[])[_test, _label, _note])
        {
            if (result.GetResult(option) is { Implicit: false })
            {
                layers.AddTyped(option.Spec.Key, result.GetValue(option) ?? []);
            }
        }

        var reader = new OptionReader(layers.Values, problems);
        var labels = reader.Pairs(RunOptionSpecs.RunLabel, "A run label", "--run-label team=shop");
        if (problems.Count > 0)
        {
            throw new PlanException(problems);
        }

        return new ImportChoice
        {
            Format = format,
            Measurement = result.GetValue(_measurement),
            Tags = result.GetValue(_tags)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Test = layers.Values.GetValueOrDefault(RunOptionSpecs.Test.Key)?.Last,
            Labels = labels,
            Note = layers.Values.GetValueOrDefault(RunOptionSpecs.Note.Key)?.Last,
        };
    }

    private int Refuse(string sentence)
    {
        surroundings.Error.WriteLine(PlainText.Of(sentence, int.MaxValue));
        return ExitCode.BadOptions;
    }
}
