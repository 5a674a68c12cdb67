using System.CommandLine;
using System.Reflection;
using Cicada.Csv;
using Cicada.KeptRuns;
using Cicada.Logging;
using Cicada.Options;
using Cicada.Results;
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
        var layers = ReadLayers(result);
        problems.AddRange(layers.Problems);
        var available = definition.Users.Types.Count > 0 ? definition.Users.Types : program is null ? [] : UserTypes.In(program);
        var preparation = new RunPreparation(definition, available, program is null ? [] : UserTypes.ShapesIn(program), _specs, _testOptions, surroundings);
        var userTypes = result.GetValue(_userTypes) ?? [];
        var prepared = preparation.Prepare(layers.Values, userTypes, new Dictionary<string, UserShare>(), problems);
        var (options, plan, types) = (prepared.Options, prepared.Plan, prepared.Types);
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

        // Where nothing starts at once, somebody can still say it in the form.
        // What another process has open it shows too; a second page for it would have no store to look into.
        var isShownElsewhere = !options.NoStore && OwnerAddress.Find(TerminalRuns.StorePath(options, surroundings)) is not null;
        var startsAtOnce = options.Headless || options.Autostart || isShownElsewhere;
        if (prepared.NeedsHost && !preparation.HasTarget && !layers.Values.ContainsKey(RunOptionSpecs.Host.Key) && startsAtOnce)
        {
            problems.Add(RunPreparation.NoHost);
        }

        var unwritable = Files(options).ToList();
        if (problems.Count > 0 && unwritable.Count == 0 && startsAtOnce)
        {
            problems.AddRange(new VerdictFiles(options, surroundings).WriteRefused(plan, problems));
        }

        problems.AddRange(unwritable);
        ThrowIfAny(problems);
        return options.Headless || isShownElsewhere
            ? await new RunSession(definition, options, surroundings).ExecuteAsync(plan, startTarget: prepared.NeedsHost)
            : await new WebSession(definition, options, new RunForm(preparation, layers.Values, userTypes), surroundings).ExecuteAsync(startTarget: prepared.NeedsHost);
    }

    private OptionLayers ReadLayers(ParseResult result)
    {
        var config = _options.Find(option => option.Name == RunOptionSpecs.Config.Name) is { } configOption && result.GetResult(configOption) is { Implicit: false } given
            ? given.Tokens is [.., var last] ? last.Value : null
            : surroundings.Variables.GetValueOrDefault(RunOptionSpecs.Config.Variable);
        var layers = ConfigurationPlaces.Read(surroundings, [.. _specs, WebOptionSpecs.TlsPassword], config, isShared: false);
        foreach (var option in _options.OfType<RunCommandLineOption>())
        {
            if (result.GetResult(option) is { Implicit: false } typed)
            {
                layers.AddTyped(option.Spec.Key, option.Spec.Kind == OptionKind.Flag ? ["true"] : [.. typed.Tokens.Select(token => token.Value)]);
            }
        }

        return layers;
    }

    private IEnumerable<string> Files(RunOptions options)
    {
        foreach (var problem in new VerdictFiles(options, surroundings).Problems())
        {
            yield return problem;
        }

        if (options.ReportFile is { } report && WholeFile.ProblemToCome(surroundings.Resolve(report), report) is { } reportProblem)
        {
            yield return reportProblem;
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
