using Cicada.Options;

namespace Cicada.Commands;

/// <summary>Decides which shape a run has: what is typed goes before what the program says, and that before users and spawn rate out of files and the environment.</summary>
/// <param name="definition">What the program says about its test.</param>
/// <param name="classes">Its classes of shapes.</param>
/// <param name="surroundings">Where the program runs.</param>
internal sealed class ShapeChoice(LoadTestDefinition definition, IReadOnlyList<Type> classes, Surroundings surroundings)
{
    /// <summary>The program's own shape, a new object each time where it is a class; null for none.</summary>
    public LoadShape? Own => OwnOrProblem([]);

    /// <summary>The shape; null for none.</summary>
    /// <param name="options">The options.</param>
    /// <param name="values">What was given for them, and where.</param>
    /// <param name="problems">Takes a sentence for what makes no sense.</param>
    public LoadShape? Read(RunOptions options, IReadOnlyDictionary<string, OptionValue> values, List<string> problems)
    {
        if (options.Shape is not null && options.FindLimit is not null && !RunOptions.IsNone(options.Shape))
        {
            problems.Add("The options '--shape' and '--find-limit' stand together; both say how many users there are. Leave one of them out.");
            return null;
        }

        var (shape, name) = options.FindLimit is { } search ? (FindLimitText.Read(search, Said(RunOptionSpecs.FindLimit, "The search for the limit"), problems), "--find-limit")
            : RunOptions.IsNone(options.Shape) ? (null, "")
            : options.Shape is { } text ? ((LoadShape?)ShapeText.Read(text, Said(RunOptionSpecs.Shape, "The shape"), surroundings.Resolve, problems), "--shape")
            : (OwnOrProblem(problems), "");
        if (shape is null)
        {
            return null;
        }

        // What stands in a file or the environment is for tests without a shape too; what is typed is meant for this run.
        foreach (var spec in new[] { RunOptionSpecs.Users, RunOptionSpecs.SpawnRate }.Where(spec => values.TryGetValue(spec.Key, out var value) && value.IsTyped))
        {
            problems.Add(name.Length > 0
                ? $"The options '{name}' and '{spec.Name}' stand together; both say how many users there are. Leave one of them out."
                : $"The option '{spec.Name}' is '{values[spec.Key].Last}', and the program has the shape '{shape}', which says how many users there are. Leave the option out, or add '--shape none'.");
        }

        if (options.ResetStatistics)
        {
            problems.Add("The option '--reset-stats' starts the statistics anew when all users are there; a run with a shape has no such moment. Leave it out, and look at a part of the run by 'show RUN --from 1m'.");
        }

        return shape;

        string Said(OptionSpec spec, string what) => $"{what} is '{values[spec.Key].Last}'{values[spec.Key].Place}";
    }

    private LoadShape? OwnOrProblem(List<string> problems)
    {
        if (definition.Shape is null && classes.Count > 1)
        {
            problems.Add($"'{surroundings.ProgramName}' has several shapes, {string.Join(", ", classes.Select(type => $"'{type.Name}'"))}; a run has one. Say which by 'test.Shape = new {classes[0].Name}()', or add '--shape none'.");
            return null;
        }

        return definition.Shape ?? (classes is [var only] ? Create(only, problems) : null);
    }

    private static LoadShape? Create(Type type, List<string> problems)
    {
        try
        {
            return (LoadShape)Activator.CreateInstance(type, nonPublic: true)!;
        }
        catch (Exception exception) when (exception is MissingMethodException or System.Reflection.TargetInvocationException)
        {
            var said = exception is MissingMethodException ? "its constructor has parameters" : exception.GetBaseException().Message.TrimEnd('.');
            problems.Add($"The shape '{type.Name}' cannot be made: {said}; expected a constructor without parameters. Give it one, or say 'test.Shape = new {type.Name}(…)'.");
            return null;
        }
    }
}
