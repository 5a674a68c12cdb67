namespace Cicada;

/// <inheritdoc cref="MarkovTaskSet"/>
/// <typeparam name="TUser">The type of the user, so that its members are at hand: <c>User.Client</c>.</typeparam>
public abstract class MarkovTaskSet<TUser> : MarkovTaskSet
    where TUser : User
{
    /// <summary>The user that runs this task set.</summary>
    /// <exception cref="InvalidCastException">The task set was given to a user of another type.</exception>
    public new TUser User => (TUser)base.User;
}
