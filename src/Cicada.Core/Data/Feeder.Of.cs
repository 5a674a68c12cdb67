using System.Runtime.CompilerServices;
using Cicada.Data;
using Cicada.Users;

namespace Cicada;

/// <summary>Hands out test data, one element at a time; safe for all users at once. Each run begins with the first element.</summary>
/// <remarks>
/// <code>
/// static readonly Feeder&lt;IReadOnlyDictionary&lt;string, string&gt;&gt; Accounts = Feeder.FromCsv("accounts.csv").Sequential().ThenStopUser();
/// </code>
/// When the last element is handed out, <see cref="FeederSource{T}.Sequential"/> and <see cref="FeederSource{T}.Shuffled"/> begin again unless one of the <c>Then…</c> methods says
/// otherwise, and <see cref="FeederSource{T}.UniquePerUser"/> fails. That a feeder ran dry is an event of the run (<c>feeder_dry</c>), once a run.
/// </remarks>
/// <typeparam name="T">The type of an element.</typeparam>
public sealed class Feeder<T>
{
    private readonly FeederSource<T> _source;
    private readonly FeederEnd _end;
    private readonly Func<bool, Run, FeederRound> _begin;
    private readonly bool _canRunDry;

    // Runs in one process have nothing to do with each other, one after the other or at once. The last one is at hand: mostly there is only one.
    private readonly ConditionalWeakTable<Run, FeederRound> _rounds = [];
    private Latest? _latest;

    /// <param name="source">The data.</param>
    /// <param name="end">What comes after the last element.</param>
    /// <param name="begin">Makes the round of a run; is told whether it begins again after its last element.</param>
    /// <param name="canRunDry">False where there is no last element.</param>
    internal Feeder(FeederSource<T> source, FeederEnd end, Func<bool, Run, FeederRound> begin, bool canRunDry = true)
    {
        _source = source;
        _end = end;
        _begin = begin;
        _canRunDry = canRunDry;
    }

    /// <summary>The next element.</summary>
    /// <param name="user">The user or task set that asks: <c>this</c>.</param>
    /// <exception cref="InvalidOperationException">No element is left, and the feeder is one that fails then: an error of the user.</exception>
    public T Next(TaskOwner user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var round = RoundOf(user.Session.Run);
        var index = round.Take(user);
        return index >= 0 ? _source.Items[index] : throw RanDry(round, user.Session);
    }

    /// <summary>The same data, for as many users as ask: one that asks when nothing is left ends as if it had called <see cref="TaskOwner.StopUser"/>, with its <see cref="TaskOwner.OnStop"/>.</summary>
    /// <exception cref="InvalidOperationException">The feeder draws at random and is never dry.</exception>
    public Feeder<T> ThenStopUser() => Then(FeederEnd.StopUser);

    /// <summary>The same data, once: when a user asks and nothing is left, the run ends in order, and says why.</summary>
    /// <inheritdoc cref="ThenStopUser" path="/exception"/>
    public Feeder<T> ThenStopRun() => Then(FeederEnd.StopRun);

    /// <summary>The same data, again and again: after the last element comes the first.</summary>
    /// <inheritdoc cref="ThenStopUser" path="/exception"/>
    public Feeder<T> ThenBeginAgain() => Then(FeederEnd.BeginAgain);

    /// <summary>The same data, once: a user that asks when nothing is left gets an <see cref="InvalidOperationException"/>, an error of the user, and goes on with its next task.</summary>
    /// <inheritdoc cref="ThenStopUser" path="/exception"/>
    public Feeder<T> ThenFail() => Then(FeederEnd.Fail);

    private Feeder<T> Then(FeederEnd end) => _canRunDry
        ? new Feeder<T>(_source, end, _begin)
        : throw new InvalidOperationException(
            $"What follows the last element was said of a feeder that draws '{_source.Name}' at random, and such a one has no last element. Use Sequential(), Shuffled() or UniquePerUser().");

    private FeederRound RoundOf(Run run)
    {
        if (Volatile.Read(ref _latest) is { } latest && latest.Run.TryGetTarget(out var known) && ReferenceEquals(known, run))
        {
            return latest.Round;
        }

        var round = _rounds.GetValue(run, of => _begin(_end == FeederEnd.BeginAgain, of));
        Volatile.Write(ref _latest, new Latest(new WeakReference<Run>(run), round));
        return round;
    }

    private Exception RanDry(FeederRound round, UserSession session)
    {
        var elements = _source.Count == 1 ? "its only element" : $"its {_source.Count} elements";
        if (round.TryReportDry())
        {
            var then = _end switch
            {
                FeederEnd.StopUser => "users that ask it end",
                FeederEnd.StopRun => "the run ends",
                _ => "users that ask it fail",
            };
            session.Run.AddEvent("feeder_dry", $"The feeder '{_source.Name}' ran dry", $"A '{session.Type.Name}' asked after {elements}; {then}.");
        }

        switch (_end)
        {
            case FeederEnd.StopUser:
                return new FlowException(Flow.StopUser);
            case FeederEnd.StopRun:
                session.Run.Stop($"the feeder '{_source.Name}' ran dry");
                return new FlowException(Flow.StopUser);
            default:
                return new InvalidOperationException(
                    $"The feeder '{_source.Name}' ran dry: user number {session.Number} asked for more than {elements}. "
                    + "Add data, run fewer users, or say what comes then: .ThenBeginAgain(), .ThenStopUser() or .ThenStopRun().");
        }
    }

    private sealed record Latest(WeakReference<Run> Run, FeederRound Round);
}
