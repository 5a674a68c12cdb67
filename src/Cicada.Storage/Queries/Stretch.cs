namespace Cicada.Storage.Queries;

/// <summary>A stretch of time in nanoseconds since the Unix epoch. Requests are in it from its beginning to before its end, seconds when they end in it.</summary>
internal readonly record struct Stretch(long From, long To)
{
    // The smallest number would be read as one too large, with a minus before it.
    public static readonly Stretch Always = new(-long.MaxValue, long.MaxValue);

    public string OfSeconds(string time) => $"{time} > {From} AND {time} <= {To}";

    public string OfRequests(string time) => $"{time} >= {From} AND {time} < {To}";
}
