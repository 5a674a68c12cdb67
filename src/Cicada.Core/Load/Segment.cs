namespace Cicada.Load;

/// <summary>
/// A worker's exact share of a run's users: of every <paramref name="Count"/> user numbers in a row, the one at
/// <paramref name="Index"/>. The shares of all workers together are the whole, whatever the number of users.
/// </summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">The number of workers, at least 1.</param>
internal readonly record struct Segment(int Index, int Count)
{
    /// <summary>The share of a run with one worker: everything.</summary>
    public static Segment Whole { get; } = new(0, 1);

    public bool Contains(int userNumber) => userNumber % Count == Index;
}
