using System.Globalization;
using Cicada.Load;
using Cicada.Runs;
using Cicada.Thresholds;
using Cicada.Users;

namespace Cicada;

// What can be changed of a run while it is on, and what is noted about it then.
public sealed partial class Run
{
    private readonly HashSet<long> _annotated = [];

    /// <summary>What has become of the arrivals until now; null in a run without any.</summary>
    internal ArrivalSummary? LiveArrivals() => _arrivals?.Summary;

    /// <summary>Whether all user types take arrivals, so that there is no number of users to change.</summary>
    internal bool IsOpen => _arrivals?.Types.Count == _types.Count;

    /// <summary>Brings the arrivals of the plan, if it has any, until it is told to end.</summary>
    internal Task BringArrivalsAsync(CancellationToken cancellationToken) => _arrivals is null
        ? Task.CompletedTask
        : new ArrivalLoop(this, new ArrivalSchedule(Plan.Arrivals!, Seeds.For(ArrivalLoop.Seed)), _arrivals).RunAsync(cancellationToken);

    /// <summary>How users are mixed now.</summary>
    internal IReadOnlyList<UserType> UserTypes => _coordinator.Mix.Types;

    /// <summary>The user types that take part, with the shares they began with.</summary>
    internal IReadOnlyList<UserType> PlannedTypes => _types;

    /// <summary>Users started or stopped per second now.</summary>
    internal double SpawnRate => _coordinator.Rate;

    /// <summary>Users that exist now, by the names of their types.</summary>
    internal IReadOnlyDictionary<string, int> UserTypeCounts() => _worker.UserCounts();

    private bool HandlersFailed => Events.Faults.Count > Services.FaultsBefore;

    /// <summary>Changes how many users there are to be, how fast, and how they are mixed. Users of types that go on being wanted go on.</summary>
    /// <param name="users">The number wanted, 0 or more.</param>
    /// <param name="spawnRate">Users a second; null keeps the rate.</param>
    /// <param name="shares">Other shares of user types of the run, by their names; null keeps the mix.</param>
    /// <returns>False where the run is stopping or over.</returns>
    internal bool ChangeLoad(int users, double? spawnRate, IReadOnlyDictionary<string, UserShare>? shares) =>
        State < RunState.Stopping && _coordinator.ChangeUsers(users, spawnRate, shares);

    /// <summary>Puts a mark on the time axis.</summary>
    /// <param name="title">A few words.</param>
    /// <param name="text">The whole story; may be empty.</param>
    /// <param name="elapsed">Where; null for now.</param>
    internal void Annotate(string title, string text, TimeSpan? elapsed)
    {
        lock (_observing)
        {
            var time = elapsed is { } at ? Clock.StartNanoseconds + (at.Ticks * 100) : Math.Max(Clock.NowNanoseconds, _lastEventTime + 1);
            while (!_annotated.Add(time))
            {
                time++;
            }

            _lastEventTime = Math.Max(_lastEventTime, time);
            Record(new RunEvent { TimeNanoseconds = time, Type = "annotation", Title = title, Text = text });
        }
    }

    internal void NoteLoadChange(int users, double rate, IReadOnlyDictionary<string, UserShare>? shares)
    {
        var mix = shares is null ? "" : "; " + string.Join(", ", UserTypes.Where(type => shares.ContainsKey(type.Name)).Select(ShareText));
        AddEvent("load_change", users == 1 ? "1 user" : $"{users} users", string.Create(CultureInfo.InvariantCulture, $"{users} users at {rate} a second{mix}"));
    }

    internal void NoteShapeStep(ShapeStep step) => AddEvent(
        "shape_step",
        step.Name ?? (step.Users == 1 ? "1 user" : $"{step.Users} users"),
        step.Text ?? string.Create(
            CultureInfo.InvariantCulture,
            $"{step.Users} users at {step.SpawnRate} a second{(step.UserTypes is { } types ? "; " + string.Join(", ", types.Select(type => type.Name)) : "")}"));

    /// <summary>Begins to count what is completed at one level of a search for the limit.</summary>
    internal void BeginLevel() => _statistics.BeginLevel(Clock.NowNanoseconds);

    /// <summary>What was completed since.</summary>
    internal WatchedTime TakeLevel() => _statistics.TakeLevel(Clock.NowNanoseconds);

    private static string ShareText(UserType type) => string.Create(
        CultureInfo.InvariantCulture, $"{type.Name} {(type.FixedCount > 0 ? $"{type.FixedCount} fixed" : $"weight {type.Weight}")}");
}
