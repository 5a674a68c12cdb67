namespace Cicada.Storage.InfluxQl;

/// <summary>How many points there are, and between which times.</summary>
/// <param name="First">The earliest time.</param>
/// <param name="Last">The latest.</param>
/// <param name="Points">How many points.</param>
internal readonly record struct TimeExtent(long First, long Last, long Points)
{
    // Of fewer, and for more, a search among all points is as quick.
    private const long FewestPoints = 65_536;

    private const long MostWanted = 10_000;

    // Points are not spread evenly.
    private const int Reserve = 4;

    /// <summary>Between which times the first or last few points may be expected; null where it is not worth while. There may be too few of them nevertheless.</summary>
    /// <param name="wanted">How many.</param>
    /// <param name="isLast">Whether the last ones.</param>
    /// <param name="from">The earliest time that is wanted.</param>
    /// <param name="to">The latest.</param>
    public (long From, long To)? Of(long wanted, bool isLast, long from, long to)
    {
        var (first, last) = (Math.Max(First, from), Math.Min(Last, to));
        if (wanted is <= 0 or > MostWanted || Points < FewestPoints || first >= last)
        {
            return null;
        }

        var length = ((Int128)Last - First) * wanted * Reserve / Points;
        return length >= (Int128)last - first ? null : isLast ? ((long)(last - length), to) : (from, (long)(first + length));
    }
}
