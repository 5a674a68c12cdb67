namespace Cicada;

/// <summary>Data that was read, and the ways to hand it out.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
public sealed class FeederSource<T>
{
    private readonly IReadOnlyList<T> _items;

    internal FeederSource(IReadOnlyList<T> items)
    {
        if (items.Count == 0)
        {
            throw new ArgumentException("The feeder has no data; it needs at least one element. Check the file or the list it is made from.", nameof(items));
        }

        _items = items;
    }

    /// <summary>How many elements there are.</summary>
    public int Count => _items.Count;

    /// <summary>One element after the other, shared by all users; after the last comes the first again.</summary>
    public Feeder<T> Sequential()
    {
        var next = -1L;
        return new Feeder<T>(_ => _items[(int)(Interlocked.Increment(ref next) % _items.Count)]);
    }

    /// <summary>Any element, drawn with the random numbers of the user that asks.</summary>
    public Feeder<T> Random() => new(user => _items[user.Session.Random.Next(_items.Count)]);

    /// <summary>Each user has one element of its own, always the same, which no other user gets.</summary>
    /// <remarks>A user beyond the number of elements gets an <see cref="InvalidOperationException"/>, a user error, that says so.</remarks>
    public Feeder<T> UniquePerUser() => new(user =>
    {
        var number = user.Session.Number;
        return number < _items.Count
            ? _items[number]
            : throw new InvalidOperationException(
                $"User number {number} asked for data of its own, but there are only {_items.Count} elements; each user needs one. Add data, or run fewer users.");
    });
}
