using Cicada.Users;

namespace Cicada;

/// <summary>
/// One simulated visitor. Derive from it (or from <see cref="HttpUser"/>), mark methods with <see cref="TaskAttribute"/>, and
/// every user of the run becomes an object of the class that runs its tasks one after another until it is stopped.
/// </summary>
/// <remarks>
/// One object is created before the run to read <see cref="Weight"/>, <see cref="FixedCount"/>, <see cref="Host"/> and
/// <see cref="TaskOwner.WaitTime"/>; so leave work with effects to <see cref="TaskOwner.OnStart"/>.
/// </remarks>
public abstract class User : TaskOwner
{
    private UserSession? _session;

    /// <summary>This type's share of the users relative to the other types; 0 or more.</summary>
    public virtual double Weight => 1;

    /// <summary>When above 0, exactly this many users of the type are spawned, before all weighted ones, and <see cref="Weight"/> is ignored.</summary>
    public virtual int FixedCount => 0;

    /// <summary>
    /// Whether users of this type take the arrivals of a run that has an arrival rate. False runs them beside, by the number of users. Default true, and false for a type with a fixed count. Without an
    /// arrival rate it says nothing.
    /// </summary>
    public virtual bool TakesArrivals => FixedCount == 0;

    /// <summary>The target's address for users of this type; null means the run's host.</summary>
    public virtual string? Host => null;

    /// <summary>The user's number within the run, from 0 in the order of spawning.</summary>
    public int Number => Session.Number;

    /// <summary>What goes to every <c>request</c> event of this user, for instance the name of an account.</summary>
    public IDictionary<string, object?> Context => field ??= new Dictionary<string, object?>();

    internal override UserSession Session =>
        _session ?? throw new InvalidOperationException(
            $"A '{GetType().Name}' was used outside a run; a user gets its run, its random numbers and its client when it is spawned. Move this into OnStart.");

    internal void Attach(UserSession session) => _session = session;

    /// <summary>Called after the user's last task and <see cref="TaskOwner.OnStop"/>, to free connections.</summary>
    internal virtual void Release()
    {
    }
}
