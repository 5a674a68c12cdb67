using System.CommandLine;
using Cicada.Options;

namespace Cicada.Commands;

/// <summary>The help of a command, its options under headings.</summary>
internal sealed class HelpText(Command command, string program)
{
    private const string Others = "Others";

    public void Write(TextWriter output, int width)
    {
        WriteWrapped(output, command.Description ?? "", 0, width);
        output.WriteLine();
        output.WriteLine($"Usage: {Usage()}");
        WriteRows(output, "Commands", command.Subcommands.Select(sub => (Left(sub), sub.Description ?? "")), width);
        WriteRows(output, "Arguments", command.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description ?? "")), width);
        var options = command.Options.Concat(Inherited()).Where(option => !option.Hidden).Distinct().ToList();
        var isLoadTest = command.Options.OfType<RunCommandLineOption>().Any(option => option.Spec == RunOptionSpecs.RunTime);
        foreach (var group in options.GroupBy(option => isLoadTest ? Group(option) : "Options").OrderBy(group => group.Key == Others))
        {
            WriteRows(output, group.Key, group.Select(option => (Left(option), option.Description ?? "")), width);
        }

        if (isLoadTest)
        {
            output.WriteLine();
            WriteWrapped(
                output,
                "Each option can also be set in the environment (--run-time is CICADA_RUN_TIME) or in a file (run-time = 1m): "
                + "~/.cicada.conf, ./cicada.conf and the file of --config. The command line counts before the environment, and that before the files.",
                0, width);
        }
    }

    private string Usage()
    {
        var words = new List<string>();
        for (Symbol? current = command; current is Command; current = current.Parents.FirstOrDefault())
        {
            words.Insert(0, current is RootCommand ? program : current.Name);
        }

        words.AddRange(command.Arguments.Select(Written));
        words.Add("[options]");
        return string.Join(' ', words);
    }

    private IEnumerable<Option> Inherited() =>
        command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive);

    private static string Group(Option option) => option is RunCommandLineOption { Spec.Group: var group } ? group : Others;

    private static string Left(Command sub) =>
        string.Join(' ', sub.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0).Select(Written).Prepend(sub.Name));

    private static string Written(Argument argument) => argument.Arity.MinimumNumberOfValues == 0 ? $"[<{argument.Name}> …]" : $"<{argument.Name}>";

    private static string Left(Option option)
    {
        if (option is RunCommandLineOption run)
        {
            return run.Spec.Usage;
        }

        var names = string.Join(", ", option.Aliases.Append(option.Name).Distinct().OrderBy(name => name.Length));
        return option.HelpName is null ? names : $"{names} <{option.HelpName}>";
    }

    private static void WriteRows(TextWriter output, string heading, IEnumerable<(string Left, string Right)> rows, int width)
    {
        var list = rows.ToList();
        if (list.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(heading + ":");
        const int Column = 33;
        foreach (var (left, right) in list)
        {
            output.Write("  " + left);
            if (left.Length + 4 > Column)
            {
                output.WriteLine();
                output.Write(new string(' ', Column));
            }
            else
            {
                output.Write(new string(' ', Column - 2 - left.Length));
            }

            WriteWrapped(output, right, Column, width);
        }
    }

    // The first line starts where the writer stands.
    private static void WriteWrapped(TextWriter output, string text, int indentation, int width)
    {
        var column = indentation;
        foreach (var word in text.Split(' '))
        {
            if (column > indentation && column + 1 + word.Length > width)
            {
                output.WriteLine();
                output.Write(new string(' ', indentation));
                column = indentation;
            }

            if (column > indentation)
            {
                output.Write(' ');
                column++;
            }

            output.Write(word);
            column += word.Length;
        }

        output.WriteLine();
    }
}
