namespace Cicada;

/// <summary>Hands out test data, one element at a time; safe for all users at once.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
public sealed class Feeder<T>
{
    private readonly Func<TaskOwner, T> _next;

    internal Feeder(Func<TaskOwner, T> next) => _next = next;

    /// <summary>The next element.</summary>
    /// <param name="user">The user or task set that asks: <c>this</c>.</param>
    public T Next(TaskOwner user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return _next(user);
    }
}
