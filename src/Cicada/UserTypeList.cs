namespace Cicada;

/// <summary>The user types that take part in a load test.</summary>
public sealed class UserTypeList
{
    private readonly List<Type> _types = [];

    internal UserTypeList()
    {
    }

    /// <summary>The types added so far.</summary>
    public IReadOnlyList<Type> Types => _types;

    /// <summary>Adds a user type; adding it again has no effect.</summary>
    /// <typeparam name="TUser">The user type.</typeparam>
    public void Add<TUser>()
        where TUser : User => Add(typeof(TUser));

    /// <summary>Adds a user type; adding it again has no effect.</summary>
    /// <param name="userType">A class derived from <see cref="User"/>.</param>
    /// <exception cref="ArgumentException">It is no such class.</exception>
    public void Add(Type userType)
    {
        ArgumentNullException.ThrowIfNull(userType);
        if (!userType.IsSubclassOf(typeof(User)) || userType.IsAbstract)
        {
            throw new ArgumentException(
                $"'{userType}' was added as a user type; a user type is a class derived from User that is not abstract. Derive it, or leave it out.", nameof(userType));
        }

        if (!_types.Contains(userType))
        {
            _types.Add(userType);
        }
    }
}
