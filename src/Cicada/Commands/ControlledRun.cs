using Cicada.Options;
using Cicada.Runs;
using Cicada.RunsApi;
using Cicada.Users;

namespace Cicada.Commands;

/// <summary>A run that was started from here, as it is watched and changed.</summary>
/// <param name="began">Called when it is on and in the store.</param>
/// <param name="ended">Called when its end is in the store.</param>
internal sealed class ControlledRun(Action<ControlledRun> began, Action<ControlledRun> ended) : ILiveRun, IRunWatcher
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Run? _run;

    public Run Run => _run ?? throw new InvalidOperationException("The run has not begun yet.");

    public LiveFeed Feed { get; } = new();

    /// <summary>Ends when it is on and in the store.</summary>
    public Task Begun => _begun.Task;

    public void Began(Run run)
    {
        _run = run;
        Feed.Began(run);
        began(this);
        _begun.TrySetResult();
    }

    public void Observed(Observation observation) => Feed.Observed(observation);

    public void SecondEnded(long timeNanoseconds) => Feed.SecondEnded(timeNanoseconds);

    // Who hears of the end and asks at once finds that the run is not on any more.
    public void Ended(RunState state)
    {
        ended(this);
        Feed.Ended(state);
    }

    public void Stop(string reason) => Run.Stop(reason);

    public void Change(LoadChange change)
    {
        RequireOn();
        if (Run.Plan.Shape is { } shape)
        {
            throw new RefusedRequestException(409, $"The run '{Run.Id}' follows the shape '{shape}', which says how many users there are. Start a run without a shape to change its load by hand.");
        }

        if (Run.IsOpen)
        {
            throw new RefusedRequestException(409, $"The run '{Run.Id}' has the arrival rate '{Run.Plan.Arrivals}', and users are made as arrivals need them. Start another run to change the rate.");
        }

        List<FieldProblem> problems = [];
        Read("users", RunOptionSpecs.Users, change.Users, (read, spec) => read.Whole(spec, "The number of users", 0, int.MaxValue, "-u 10"));
        if (change.SpawnRate is { } rate)
        {
            Read("spawn_rate", RunOptionSpecs.SpawnRate, rate, (read, spec) => read.Number(spec, "The spawn rate", "-r 5"));
        }

        var shares = SharesOf(change.UserTypes, problems);
        if (problems.Count > 0)
        {
            throw new RefusedRequestException(422, string.Join(" ", problems.Select(problem => problem.Message)), problems);
        }

        if (!Run.ChangeLoad(change.Users, change.SpawnRate, shares))
        {
            throw IsEnding();
        }

        void Read(string field, OptionSpec spec, IFormattable value, Action<OptionReader, OptionSpec> read)
        {
            var found = new List<string>();
            var text = value.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
            read(new OptionReader(new Dictionary<string, OptionValue> { [spec.Key] = new([text], "") }, found), spec);
            problems.AddRange(found.Select(message => new FieldProblem(field, message)));
        }
    }

    public void Annotate(Annotation annotation)
    {
        if (Run.State > RunState.Stopping)
        {
            throw IsEnding();
        }

        List<FieldProblem> problems = [];
        Add("title", AnnotationRule.ProblemOfTitle(annotation.Title));
        Add("text", AnnotationRule.ProblemOfText(annotation.Text));
        var now = Run.Elapsed.TotalSeconds;
        Add("elapsed", annotation.Elapsed is { } at && !(at >= 0 && at <= now)
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The mark lies at {at} seconds; expected seconds since the run's start, which was {now:0} seconds ago. Write such a number, or leave it out for now.")
            : null);
        if (problems.Count > 0)
        {
            throw new RefusedRequestException(422, string.Join(" ", problems.Select(problem => problem.Message)), problems);
        }

        Run.Annotate(annotation.Title.Trim(), annotation.Text ?? "", annotation.Elapsed is { } elapsed ? TimeSpan.FromSeconds(elapsed) : null);

        void Add(string field, string? message)
        {
            if (message is not null)
            {
                problems.Add(new(field, message));
            }
        }
    }

    private Dictionary<string, UserShare>? SharesOf(IReadOnlyList<StartUserType>? changes, List<FieldProblem> problems)
    {
        if (changes is not { Count: > 0 })
        {
            return null;
        }

        var shares = new Dictionary<string, UserShare>(StringComparer.Ordinal);
        var types = Run.UserTypes;
        foreach (var change in changes)
        {
            var found = new List<string>();
            if (types.FirstOrDefault(type => type.Name == change.Name) is not { } type)
            {
                found.Add($"The user type '{change.Name}' takes no part in this run; it has {string.Join(", ", types.Select(one => $"'{one.Name}'"))}. Name one of these.");
            }
            else
            {
                var share = shares[change.Name] = new UserShare(change.Weight, change.FixedCount);
                ShareRule.Check(type.Name, share.Weight ?? type.Weight, share.FixedCount ?? type.FixedCount, found);
            }

            problems.AddRange(found.Select(message => new FieldProblem("user_types." + change.Name, message)));
        }

        var none = new List<string>();
        ShareRule.CheckAll([.. types.Select(type => shares.TryGetValue(type.Name, out var share) ? type.With(share) : type)], none);
        problems.AddRange(none.Select(message => new FieldProblem("user_types", message)));
        return shares;
    }

    private void RequireOn()
    {
        if (Run.State >= RunState.Stopping)
        {
            throw IsEnding();
        }
    }

    private RefusedRequestException IsEnding() => new(409, $"The run '{Run.Id}' is ending, so its load cannot be changed any more. Start another one when it has ended.");
}
