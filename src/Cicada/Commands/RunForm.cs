using Cicada.Options;
using Cicada.RunsApi;
using Cicada.Storage.Queries;
using Cicada.Users;

namespace Cicada.Commands;

/// <summary>The form a run is started from: what there is to choose, what it begins with, and what comes of it.</summary>
/// <param name="preparation">Reads what was given, as the command line does.</param>
/// <param name="given">What the program was started with.</param>
/// <param name="givenTypes">The user types it was started with; none for all.</param>
internal sealed class RunForm(RunPreparation preparation, IReadOnlyDictionary<string, OptionValue> given, IReadOnlyList<string> givenTypes)
{
    private const string Closed = "closed";

    // Never sent back, but kept for the next run: nobody types a password twice.
    private readonly Dictionary<string, OptionValue> _secrets = [];
    private StartRequest? _last;

    /// <summary>The address of the target the test has brought; null for none.</summary>
    public string? TargetHost { get; set; }

    /// <summary>The test's name.</summary>
    public string Test => Prepare(new(), []).Plan.Test;

    /// <summary>The form.</summary>
    /// <param name="earlier">What an earlier run of the test was started with, or null. What a run of this program was started with goes before it.</param>
    public StartForm Read(RunSetup? earlier)
    {
        var types = preparation.AllTypes();
        var remembered = _last is null && earlier is not null ? new FormMemory(preparation.TestOptions, withHost: !preparation.HasTarget).Of(earlier) : [];
        var values = Sensible(remembered);
        var shown = preparation.Prepare(values, [], NoShares, []);
        return new StartForm
        {
            Values = Values(values, shown.Options, shown.Plan, TypesOf(_last is null ? earlier : null, types)),
            UserTypes = [.. types.Select(Type)],
            Labels = [.. types.SelectMany(type => LabelsOf(type.Tasks)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Options = [.. preparation.TestOptions.Select(option => new FormOption(option.Name, option.Description, option.IsSecret ? null : option.DefaultValue, option.IsSecret))],
            OwnArrivalRate = preparation.OwnArrivalRate,
            OwnShape = shown.Options.FindLimit ?? preparation.OwnShape,
            Warnings = Warnings(shown),
        };
    }

    /// <summary>What comes of a request.</summary>
    /// <exception cref="RefusedRequestException">It makes no sense; with the sentences of the command line.</exception>
    public PreparedRun Prepare(StartRequest request)
    {
        if (TargetHost is not null && request.Host?.Trim() == TargetHost)
        {
            request = request with { Host = "" };
        }

        var found = Check(request);
        var problems = new List<string>();
        var prepared = Prepare(request, problems);
        if (prepared.NeedsHost && TargetHost is not null)
        {
            prepared = prepared with { Plan = prepared.Plan with { Host = TargetHost } };
        }
        else if (prepared.NeedsHost && !ValuesOf(request).ContainsKey(RunOptionSpecs.Host.Key))
        {
            found.Add(new("host", RunPreparation.NoHost));
        }

        if (problems.Count > 0)
        {
            found.AddRange(Attribute(request, problems));
        }

        return found.Count == 0 ? prepared : throw new RefusedRequestException(
            422,
            found.Count == 1 ? found[0].Message : $"What the run is to be started with makes no sense in {found.Count} places; each has its sentence in 'problems'.",
            found);
    }

    /// <summary>Keeps what a run has been started with for the next one.</summary>
    public void Remember(StartRequest request)
    {
        foreach (var value in FormValues.Of(request).Where(value => IsSecret(value.Key)))
        {
            if (value.Value is { } secret)
            {
                _secrets[value.Key] = secret;
            }
        }

        _last = request with { Options = request.Options?.Where(option => !IsSecret(FormValues.KeyOf(option.Key))).ToDictionary() };
    }

    private static readonly IReadOnlyDictionary<string, UserShare> NoShares = new Dictionary<string, UserShare>();

    private PreparedRun Prepare(StartRequest request, List<string> problems) => preparation.Prepare(
        ValuesOf(request),
        request.UserTypes is { Count: > 0 } types ? [.. types.Select(type => type.Name)] : givenTypes,
        SharesOf(request.UserTypes),
        problems);

    private static Dictionary<string, UserShare> SharesOf(IReadOnlyList<StartUserType>? types)
    {
        var shares = new Dictionary<string, UserShare>(StringComparer.Ordinal);
        foreach (var type in types ?? [])
        {
            shares[type.Name] = new(type.Weight, type.FixedCount);
        }

        return shares;
    }

    private Dictionary<string, OptionValue> ValuesOf(StartRequest request)
    {
        // A secret that is left empty is the one there is.
        var over = FormValues.Of(request).Where(value => value.Value is not null || !IsSecret(value.Key));
        return FormValues.Lay(FormValues.Lay(given, _secrets.Select(secret => new FormValue("", secret.Key, secret.Value))), over);
    }

    private bool IsSecret(string key) => preparation.TestOptions.Any(option => option.IsSecret && FormValues.KeyOf(option.Name) == key);

    private List<FieldProblem> Check(StartRequest request)
    {
        List<FieldProblem> found = [];
        if (request.LoadModel is { } model && model != Closed)
        {
            found.Add(new("load_model", $"The load model is '{model}'; expected '{Closed}'. Write that, or leave it out."));
        }

        if (request.UserTypes is { Count: 0 })
        {
            found.Add(new("user_types", "No user type is chosen; expected at least one. Choose one, or leave them out for all."));
        }

        foreach (var name in (request.Options?.Keys ?? []).Where(name => !preparation.TestOptions.Any(option => option.Name == name)))
        {
            found.Add(new(
                "options." + name,
                $"The option '{name}' is none of this test; it has {(preparation.TestOptions.Count == 0 ? "none" : string.Join(", ", preparation.TestOptions.Select(option => $"'{option.Name}'")))}. Leave it out."));
        }

        return found;
    }

    // Which field a sentence is about shows where it comes again when that field is all there is.
    private List<FieldProblem> Attribute(StartRequest request, List<string> problems)
    {
        List<FieldProblem> found = [];
        var left = problems.ToList();
        foreach (var (field, part) in FormValues.PartsOf(request))
        {
            var own = new List<string>();
            Prepare(part, own);
            found.AddRange(own.Where(left.Remove).Select(problem => new FieldProblem(field, problem)));
        }

        return [.. found, .. left.Select(problem => new FieldProblem(null, problem))];
    }

    // What was remembered may make no sense any more, as where a test has changed its labels.
    private Dictionary<string, OptionValue> Sensible(Dictionary<string, OptionValue> remembered)
    {
        if (_last is { } last)
        {
            return ValuesOf(last);
        }

        var values = new Dictionary<string, OptionValue>(given);
        foreach (var (key, value) in remembered.Where(one => !given.ContainsKey(one.Key)))
        {
            var problems = new List<string>();
            preparation.Prepare(FormValues.Lay(given, [new("", key, value)]), givenTypes, NoShares, problems);
            if (problems.Count == 0)
            {
                values[key] = value;
            }
        }

        return values;
    }

    private StartRequest Values(Dictionary<string, OptionValue> values, RunOptions options, Plan plan, IReadOnlyList<StartUserType>? types) => new()
    {
        Users = plan.Shape is StagedShape shape ? shape.PeakUsers : options.Users,
        SpawnRate = options.SpawnRate,
        Host = options.Host ?? TargetHost ?? "",
        Shape = options.Shape ?? "",
        ArrivalRate = options.ArrivalRate ?? "",
        MaxUsers = options.MaxUsers,
        RunTime = values.GetValueOrDefault(RunOptionSpecs.RunTime.Key)?.Last ?? "",
        Iterations = options.Iterations,
        LoadModel = Closed,
        UserTypes = types,
        Labels = options.Labels,
        ExcludeLabels = options.ExcludeLabels,
        Thresholds = [.. options.Thresholds.Select(threshold => threshold.Text)],
        RunLabels = options.RunLabels,
        Note = options.Note,
        Options = preparation.TestOptions.Where(option => !option.IsSecret)
            .ToDictionary(option => option.Name, option => options.TestOptions.GetValueOrDefault(option.Name) ?? ""),
    };

    private IReadOnlyList<StartUserType>? TypesOf(RunSetup? earlier, IReadOnlyList<UserType> types)
    {
        if (_last is not null || givenTypes.Count > 0)
        {
            return _last?.UserTypes ?? (givenTypes.Count > 0 ? [.. givenTypes.Select(name => new StartUserType(name))] : null);
        }

        var known = earlier?.UserTypes.Where(type => types.Any(there => there.Name == type.Name)).Select(type => new StartUserType(type.Name, type.Weight, type.FixedCount ?? 0)).ToList();
        return known is { Count: > 0 } ? known : null;
    }

    private static FormUserType Type(UserType type) => new()
    {
        Name = type.Name,
        Host = type.Host,
        Weight = type.Weight,
        FixedCount = type.FixedCount == 0 ? null : type.FixedCount,
        TakesArrivals = type.TakesArrivals,
        Tasks = [.. Tasks(type.Tasks, TaskRatio.TasksOf(type), "")],
    };

    private static IEnumerable<FormTask> Tasks(TaskList list, IReadOnlyList<TaskRatio> ratios, string before) =>
        list.Tasks.Zip(ratios, (task, ratio) => task.Nested is { } nested
            ? Tasks(nested, ratio.Tasks, $"{before}{task.Name}.")
            : [new FormTask(before + task.Name, task.Weight, ratio.Share, [.. task.Labels.Order(StringComparer.Ordinal)])]).SelectMany(tasks => tasks);

    private static IEnumerable<string> LabelsOf(TaskList list) =>
        list.Tasks.SelectMany(task => task.Labels.Concat(task.Nested is { } nested ? LabelsOf(nested) : []));

    private static List<string> Warnings(PreparedRun shown) =>
    [
        .. shown.Warnings,
        .. shown.Options.NoStore ? ["What is recorded is gone when the program ends: it was started with '--no-store'."] : Array.Empty<string>(),
    ];
}
