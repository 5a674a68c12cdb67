using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Cicada.Options;
using Cicada.Storage;

namespace Cicada.Commands;

/// <summary>
/// The command line of a program: the load test itself, unless it is the bare <c>cicada</c> tool, and the commands that look at
/// earlier runs.
/// </summary>
/// <param name="surroundings">Where the program runs.</param>
/// <param name="run">The load test, or null in the tool, which has none.</param>
internal sealed class CommandLine(Surroundings surroundings, RunCommand? run)
{
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>The bare tool.</summary>
    public static Task<int> InvokeToolAsync(string[] args) =>
        new CommandLine(Surroundings.OfProcess() with { ProgramName = "cicada" }, null).InvokeAsync(args);

    /// <summary>Carries out what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InvokeAsync(string[] args)
    {
        try
        {
            var root = await BuildAsync();
            var result = root.Parse(args, Parsing);
            var problems = Problems(result, root);
            if (problems.Count > 0)
            {
                return Refuse(problems);
            }

            return await result.InvokeAsync(new InvocationConfiguration
            {
                Output = surroundings.Output,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (PlanException exception)
        {
            return Refuse(exception.Problems);
        }
        catch (StoreException exception)
        {
            return Refuse([exception.Message]);
        }
        catch (Web.WebHostException exception)
        {
            return Refuse([exception.Message]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse([exception.Message]);
        }
    }

    /// <summary>The commands and their options.</summary>
    internal async Task<RootCommand> BuildAsync()
    {
        var root = new RootCommand(run is null
            ? "Looks at the runs that load tests of Cicada have kept."
            : $"Load test '{surroundings.ProgramName}'. Without a command it runs the test; the commands look at earlier runs.");
        root.Options.Clear();

        var store = new StoreChoice(surroundings);
        root.Options.Add(store.Option);
        if (run is not null)
        {
            await run.AddToAsync(root, store.Option);
            var explicitly = new Command("run", "Runs the load test, as without a command.");
            run.AddTo(explicitly);
            root.Subcommands.Add(explicitly);
        }
        else
        {
            root.SetAction(result => new HelpText(result.CommandResult.Command, surroundings.TypedName).Write(surroundings.Output, Width));
        }

        root.Subcommands.Add(new RunsCommand(surroundings, store).Build());
        root.Subcommands.Add(new ShowCommand(surroundings, store).Build());
        root.Subcommands.Add(new CompareCommand(surroundings, store).Build());
        root.Subcommands.Add(new ExportCommand(surroundings, store).Build());
        root.Subcommands.Add(new ReportCommand(surroundings, store).Build());
        root.Subcommands.Add(new ImportCommand(surroundings, store).Build());
        root.Subcommands.Add(new SqlCommand(surroundings, store).Build());
        root.Subcommands.Add(new LabelCommand(surroundings, store).Build());
        root.Subcommands.Add(new NoteCommand(surroundings, store).Build());
        root.Subcommands.Add(new PinCommand(surroundings, store).Build());
        root.Subcommands.Add(new UnpinCommand(surroundings, store).Build());
        root.Subcommands.Add(new DeleteCommand(surroundings, store).Build());
        root.Subcommands.Add(new PruneCommand(surroundings, store).Build());

        root.Subcommands.Add(new ServeCommand(surroundings, store).Build());
        root.Subcommands.Add(new InfluxCommand(surroundings, store, Width).Build());
        root.Subcommands.Add(new GrafanaCommand(surroundings, Width).Build());

        root.Options.Add(new HelpOption("--help", "-h")
        {
            Description = "Shows this help.",
            Recursive = true,
            Action = new HelpTextAction(surroundings.Output, surroundings.TypedName, Width),
        });
        root.Options.Add(new Option<bool>("--version", "-V")
        {
            Description = "Shows the version of Cicada.",
            Action = new VersionAction(surroundings.Output),
        });
        return root;
    }

    private int Width => surroundings.OutputIsTerminal ? Math.Max(60, Terminal.TerminalSize.Width) : 110;

    private int Refuse(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems.Distinct())
        {
            surroundings.Error.WriteLine(Terminal.PlainText.Of(problem, int.MaxValue));
        }

        return ExitCode.BadOptions;
    }

    private static List<string> Problems(ParseResult result, RootCommand root)
    {
        // Help and version are shown whatever else was typed.
        if (result.Action is HelpTextAction or VersionAction)
        {
            return [];
        }

        var command = result.CommandResult.Command;
        var known = command.Options.Concat(root.Options.Where(option => option.Recursive)).Where(option => !option.Hidden).ToList();
        var unknown = Unknown(result);
        var problems = new List<string>();
        foreach (var refused in result.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit && option.Option is RefusedCommandLineOption))
        {
            problems.Add(((RefusedCommandLineOption)refused.Option).Refused.Sentence(refused.IdentifierToken?.Value ?? refused.Option.Name));
        }

        foreach (var typed in unknown)
        {
            var name = typed.Split('=', ':')[0];
            problems.Add($"The option '{name}' is unknown.{Spelling.DidYouMean(name, known.SelectMany(Names))} See '--help' for those there are.");
        }

        // What follows an option nobody knows was to be its value, and that may be a secret.
        var behindUnknown = result.Tokens.Zip(result.Tokens.Skip(1)).Where(pair => unknown.Contains(pair.First.Value)).Select(pair => $"'{pair.Second.Value}'").ToList();
        foreach (var error in result.Errors.Where(error => !behindUnknown.Exists(value => error.Message.Contains(value, StringComparison.Ordinal))))
        {
            if (error.SymbolResult is OptionResult { Option: RefusedCommandLineOption })
            {
                continue;
            }

            if (error.SymbolResult is OptionResult { Tokens.Count: 0 } option)
            {
                problems.Add($"The option '{option.IdentifierToken?.Value ?? option.Option.Name}' has no value; expected a {option.Option.HelpName}. Write one behind it.");
            }
            else if (!unknown.Exists(typed => error.Message.Contains($"'{typed}'", StringComparison.Ordinal)))
            {
                problems.Add(Sentence(error, result, command));
            }
        }

        return problems;
    }

    private static string Sentence(ParseError error, ParseResult result, Command command)
    {
        if (result.UnmatchedTokens.FirstOrDefault(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)) is { } token)
        {
            return command.Subcommands.Count > 0
                ? $"The command '{token}' is unknown.{Spelling.DidYouMean(token, command.Subcommands.Select(sub => sub.Name))} See '--help' for those there are."
                : $"The command '{command.Name}' was given '{token}' too many. See '{command.Name} --help' for what it takes.";
        }

        return error.SymbolResult is ArgumentResult { Tokens.Count: 0 } argument
            ? $"The command '{command.Name}' is missing its <{argument.Argument.Name}>. {argument.Argument.Description}"
            : error.Message;
    }

    // With user types as arguments, an option nobody knows is taken for one of them. No option has blanks in its name, a note may
    // begin with a dash, and behind '--' nothing is an option.
    private static List<string> Unknown(ParseResult result) =>
    [
        .. result.UnmatchedTokens
            .Concat(result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value))
            .Except(result.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value))
            .Where(token => token.Length > 1 && token[0] == '-' && !char.IsAsciiDigit(token[1]) && !token.Split('=', 2)[0].Contains(' ', StringComparison.Ordinal)),
    ];

    private static IEnumerable<string> Names(Option option) => option.Aliases.Append(option.Name).Where(name => name.StartsWith("--", StringComparison.Ordinal));
}
