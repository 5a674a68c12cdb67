using Cicada.Options;
using Cicada.Users;

namespace Cicada.Commands;

/// <summary>Makes options and a plan of what was given for them, from wherever it comes: the command line and the form of the web UI get the same sentences.</summary>
/// <param name="definition">What the program says about its test.</param>
/// <param name="available">Its user types.</param>
/// <param name="shapes">Its classes of shapes.</param>
/// <param name="specs">All options there are.</param>
/// <param name="testOptions">Those the test declares for itself.</param>
/// <param name="surroundings">Where the program runs.</param>
internal sealed class RunPreparation(
    LoadTestDefinition definition, IReadOnlyList<Type> available, IReadOnlyList<Type> shapes, IReadOnlyList<OptionSpec> specs, IReadOnlyList<TestOption> testOptions, Surroundings surroundings)
{
    private readonly ShapeChoice _shapes = new(definition, shapes, surroundings);
    private readonly ArrivalChoice _arrivals = new(definition);

    /// <summary>The sentence for users without a target.</summary>
    public const string NoHost = "There is no host; HTTP users need one. Add '-H http://localhost:5000', or give the user type a Host.";

    /// <summary>The options the test declares for itself.</summary>
    public IReadOnlyList<TestOption> TestOptions => testOptions;

    /// <summary>Whether the test brings a target of its own, for when no host is given.</summary>
    public bool HasTarget => definition.DefaultTarget is not null;

    /// <summary>The arrival rate the program has itself, as it is typed; null for none.</summary>
    public string? OwnArrivalRate => definition.Arrivals?.ToString();

    /// <summary>The shape the program has itself, as it is called; null for none.</summary>
    public string? OwnShape => _shapes.Own?.ToString();

    /// <summary>Reads it.</summary>
    /// <param name="values">What was given for options, by key.</param>
    /// <param name="userTypes">The names of the user types to run; none for all.</param>
    /// <param name="shares">Other shares than those they say themselves.</param>
    /// <param name="problems">Takes a sentence for each thing that makes no sense.</param>
    public PreparedRun Prepare(
        IReadOnlyDictionary<string, OptionValue> values, IReadOnlyList<string> userTypes, IReadOnlyDictionary<string, UserShare> shares, List<string> problems)
    {
        var options = RunOptionsReader.Read(values, specs, testOptions, surroundings.Variables, problems);
        options = options with { Influx = Named(options.Influx), Regressions = [.. definition.Regressions, .. options.Regressions] };
        var chosen = UserTypes.Choose(available, userTypes, surroundings.ProgramName, problems);
        var plan = PlanOf(options, chosen) with { Shares = shares, Shape = _shapes.Read(options, values, problems) };
        plan = plan.Shape is StagedShape staged ? plan with { Users = staged.PeakUsers } : plan;
        var warnings = new List<string>();
        var types = ReadTypes(plan, problems, warnings);
        plan = _arrivals.Read(plan, options, values, types, problems);
        var needsHost = plan.Host is null && types.Any(type => type.NeedsHost);
        return new(options, plan, types, needsHost, warnings);
    }

    /// <summary>All user types, whichever are chosen, as they are without labels; none where they make no sense.</summary>
    public IReadOnlyList<UserType> AllTypes() => available.Count == 0
        ? []
        : UserTypeReader.Read(new Plan { Test = surroundings.ProgramName, UserTypes = available }, [], []);

    private Plan PlanOf(RunOptions options, IReadOnlyList<Type> userTypes) => new()
    {
        Test = options.Test ?? surroundings.ProgramName,
        UserTypes = userTypes,
        Host = options.Host,
        Users = options.Users,
        SpawnRate = options.SpawnRate,
        RunTime = options.RunTime,
        Iterations = options.Iterations,
        StopTimeout = options.StopTimeout,
        Labels = options.Labels,
        ExcludeLabels = options.ExcludeLabels,
        EqualWeights = options.EqualWeights,
        Limits = options.Limits,
        Seed = options.Seed,
        Thresholds = [.. definition.Thresholds, .. options.Thresholds],
        GeneratorCheck = !options.NoGeneratorCheck,
        ResetStatistics = options.ResetStatistics,
        Http = options.Http,
        RunLabels = options.RunLabels,
        Note = options.Note,
        Options = options.Recorded,
        GitRevision = GitRevision.Find(surroundings.WorkingFolder),
        CodeFile = Path.GetFileName(surroundings.ProgramFile),
        Code = options.NoCode ? null : ProgramCode.Read(surroundings.ProgramFile),
        ExitCodeOnError = options.ExitCodeOnError,
    };

    // No users at all is said once, by us, with the program's name.
    private static IReadOnlyList<UserType> ReadTypes(Plan plan, List<string> problems, List<string> warnings)
    {
        if (plan.UserTypes.Count == 0)
        {
            return [];
        }

        var found = new List<string>();
        var types = UserTypeReader.Read(plan, found, warnings);
        problems.AddRange(found);
        return types;
    }

    // The test may have one in its code, called so too; in the accounts each has a name of its own.
    private IReadOnlyList<InfluxOptions> Named(IReadOnlyList<InfluxOptions> outputs)
    {
        var taken = definition.Outputs.Select(output => output.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. outputs.Select(output =>
            {
                var name = output.Name;
                for (var number = 2; !taken.Add(name); number++)
                {
                    name = $"{outputs[0].Name}-{number}";
                }

                return output with { Name = name };
            }),
        ];
    }
}
