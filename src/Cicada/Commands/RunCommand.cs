using System.CommandLine;
using System.Reflection;
using Cicada.Csv;
using Cicada.Logging;
using Cicada.Options;
using Cicada.Users;

namespace Cicada.Commands;

/// <summary>The load test itself: reads its options, and carries out what they say.</summary>
/// <param name="definition">What the program says about its test.</param>
/// <param name="program">Where its user types are, unless it names them.</param>
/// <param name="surroundings">Where it runs.</param>
internal sealed class RunCommand(LoadTestDefinition definition, Assembly? program, Surroundings surroundings)
{
    private readonly Argument<string[]> _userTypes = new("user types")
    {
        Description = "The user types to run, by their class names. Default all.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly List<string> _declarationProblems = [];
    private readonly List<Option> _options = [];
    private IReadOnlyList<OptionSpec> _specs = RunOptionSpecs.All;
    private IReadOnlyList<TestOption> _testOptions = [];

    /// <summary>Adds the options of the load test, those the test declares for itself included.</summary>
    public async Task AddToAsync(Command root, Option store)
    {
        await DeclareAsync();
        foreach (var spec in _specs)
        {
            _options.Add(spec == RunOptionSpecs.Store ? store : new RunCommandLineOption(spec));
        }

        _options.AddRange(RefusedOption.All.Select(refused => new RefusedCommandLineOption(refused)));
        root.Options.Remove(store);
        AddTo(root);
    }

    /// <summary>Adds the same options to another command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_userTypes);
        foreach (var option in _options.Where(option => !option.Recursive || command is RootCommand))
        {
            command.Options.Add(option);
        }

        command.SetAction((result, _) => InvokeAsync(result));
    }

    private async Task DeclareAsync()
    {
        var declaration = new CommandLineEvent();
        using var log = RunLog.Start(new RunOptions(), surroundings);
        definition.Events.Faults.Logger = log.Factory.CreateLogger("Cicada.Events");
        await definition.Events.CommandLine.RaiseAsync(declaration);
        var taken = RunOptionSpecs.All.Select(spec => spec.Name).Concat(RefusedOption.All.Select(refused => refused.Name)).Append("--help").Append("--version").ToHashSet();
        _declarationProblems.AddRange(declaration.Options.Where(option => taken.Contains(option.Name))
            .Select(option => $"The test declares the option '{option.Name}', which Cicada has itself; each name can be used once. Rename it."));
        _testOptions = [.. declaration.Options.Where(option => !taken.Contains(option.Name))];
        _specs =
        [
            .. RunOptionSpecs.All,
            .. _testOptions.Select(option => new OptionSpec(
                option.Name, null, OptionKind.Value, "value", RunOptionSpecs.OfThisTest,
                option.DefaultValue is null || option.IsSecret ? option.Description : $"{option.Description} Default {option.DefaultValue}.")
            {
                IsSecret = option.IsSecret,
            }),
        ];
    }

    private async Task<int> InvokeAsync(ParseResult result)
    {
        var problems = new List<string>(_declarationProblems);
        var (options, hostIsGiven) = ReadOptions(result, problems);
        var available = definition.Users.Types.Count > 0 ? definition.Users.Types : program is null ? [] : UserTypes.In(program);
        var chosen = UserTypes.Choose(available, result.GetValue(_userTypes) ?? [], surroundings.ProgramName, problems);
        var plan = PlanOf(options, chosen);
        var types = ReadTypes(plan, problems);
        if (options.List || options.ShowTaskRatio || options.ShowTaskRatioJson)
        {
            ThrowIfAny(problems);
            surroundings.Output.Write(
                options.ShowTaskRatioJson ? TaskRatioText.JsonOf(types, plan.Users)
                : options.ShowTaskRatio ? TaskRatioText.Of(types, plan.Users)
                : options.Json ? TaskRatioText.ListJsonOf(types)
                : TaskRatioText.ListOf(types));
            return ExitCode.Success;
        }

        var needsHost = plan.Host is null && types.Any(type => type.Host is null && type.Type.IsSubclassOf(typeof(HttpUser)));
        if (needsHost && definition.DefaultTarget is null && !hostIsGiven)
        {
            problems.Add("There is no host; HTTP users need one. Add '-H http://localhost:5000', or give the user type a Host.");
        }

        problems.AddRange(Files(options));
        ThrowIfAny(problems);
        return await new RunSession(definition, options with { Influx = Named(options.Influx) }, surroundings).ExecuteAsync(plan, startTarget: needsHost);
    }

    private (RunOptions Options, bool HostIsGiven) ReadOptions(ParseResult result, List<string> problems)
    {
        var config = _options.Find(option => option.Name == RunOptionSpecs.Config.Name) is { } configOption && result.GetResult(configOption) is { Implicit: false } given
            ? given.Tokens is [.., var last] ? last.Value : null
            : surroundings.Variables.GetValueOrDefault(RunOptionSpecs.Config.Variable);
        var layers = ConfigurationPlaces.Read(surroundings, _specs, config, isShared: false);
        foreach (var option in _options.OfType<RunCommandLineOption>())
        {
            if (result.GetResult(option) is { Implicit: false } typed)
            {
                layers.AddTyped(option.Spec.Key, option.Spec.Kind == OptionKind.Flag ? ["true"] : [.. typed.Tokens.Select(token => token.Value)]);
            }
        }

        problems.AddRange(layers.Problems);
        return (RunOptionsReader.Read(layers.Values, _specs, _testOptions, surroundings.Variables, problems), layers.Values.ContainsKey(RunOptionSpecs.Host.Key));
    }

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
        Seed = options.Seed,
        ResetStatistics = options.ResetStatistics,
        Http = options.Http,
        RunLabels = options.RunLabels,
        Note = options.Note,
        Options = options.Recorded,
        GitRevision = GitRevision.Find(surroundings.WorkingFolder),
        ExitCodeOnError = options.ExitCodeOnError,
    };

    // No users at all is said once, by us, with the program's name.
    private static IReadOnlyList<UserType> ReadTypes(Plan plan, List<string> problems)
    {
        if (plan.UserTypes.Count == 0)
        {
            return [];
        }

        var found = new List<string>();
        var types = UserTypeReader.Read(plan, found, []);
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

    private IEnumerable<string> Files(RunOptions options)
    {
        foreach (var file in options.SummaryFiles)
        {
            if (WholeFile.Problem(surroundings.Resolve(file), file) is { } problem)
            {
                yield return problem;
            }
        }

        if (options.CsvPrefix is { } prefix && new CsvFiles(surroundings.Resolve(prefix), prefix, false, surroundings.Clock).Problem() is { } csvProblem)
        {
            yield return csvProblem;
        }
    }

    private static void ThrowIfAny(List<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new PlanException(problems);
        }
    }
}
