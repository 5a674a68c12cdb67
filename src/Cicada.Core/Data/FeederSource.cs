using Cicada.Data;

namespace Cicada;

/// <summary>Data that was read, and the ways to hand it out. Each way is a feeder of its own, which counts for itself.</summary>
/// <typeparam name="T">The type of an element.</typeparam>
public sealed class FeederSource<T>
{
    internal FeederSource(IReadOnlyList<T> items, string name)
    {
        if (items.Count == 0)
        {
            throw new ArgumentException($"The feeder '{name}' has no data; it needs at least one element. Check the file or the list it is made from.", nameof(items));
        }

        Items = items;
        Name = name;
    }

    /// <summary>How many elements there are.</summary>
    public int Count => Items.Count;

    internal IReadOnlyList<T> Items { get; }

    /// <summary>What it is called in events and errors: the file, or the type of an element.</summary>
    internal string Name { get; }

    /// <summary>
    /// One element after the other, shared by all users, each handed out once; after the last comes the first again, unless the feeder is told otherwise, for instance by
    /// <see cref="Feeder{T}.ThenStopUser"/>.
    /// </summary>
    public Feeder<T> Sequential() => new(this, FeederEnd.BeginAgain, (again, _) => new SequentialRound(Count, again));

    /// <summary>
    /// Each element once, shared by all users, in an order drawn from the run's seed; then each once more in another order, unless the feeder is told otherwise, for instance by
    /// <see cref="Feeder{T}.ThenStopRun"/>.
    /// </summary>
    /// <param name="seed">Another seed than the run's, for the same order in every run; null for the run's.</param>
    public Feeder<T> Shuffled(int? seed = null) => new(this, FeederEnd.BeginAgain, (again, run) => new ShuffledRound(Count, again, seed ?? run.Seed));

    /// <summary>Any element, drawn with the random numbers of the user that asks. It never runs dry.</summary>
    public Feeder<T> Random() => new(this, FeederEnd.BeginAgain, (_, _) => new RandomRound(Count), canRunDry: false);

    /// <summary>Each user has one element of its own, always the same, which no other user gets.</summary>
    /// <remarks>
    /// A user beyond the number of elements gets an <see cref="InvalidOperationException"/>, an error of the user, that says so; unless the feeder is told otherwise, for instance by
    /// <see cref="Feeder{T}.ThenStopUser"/>. With <see cref="Feeder{T}.ThenBeginAgain"/> several users share an element.
    /// </remarks>
    public Feeder<T> UniquePerUser() => new(this, FeederEnd.Fail, (again, _) => new OwnElementRound(Count, again));
}
