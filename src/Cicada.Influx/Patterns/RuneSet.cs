namespace Cicada.Influx.Patterns;

/// <summary>Some characters of Unicode: ranges, sorted, that neither overlap nor touch.</summary>
internal sealed class RuneSet
{
    public const int Last = 0x10FFFF;

    private RuneSet(IReadOnlyList<(int First, int Last)> ranges) => Ranges = ranges;

    public static RuneSet Any { get; } = new([(0, Last)]);

    public static RuneSet AnyButNewline { get; } = Of([('\n', '\n')]).Complement();

    public IReadOnlyList<(int First, int Last)> Ranges { get; }

    public long Count => Ranges.Sum(range => (long)range.Last - range.First + 1);

    public static RuneSet Of(int rune) => new([(rune, rune)]);

    public static RuneSet Of(IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.Order())
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        return new(merged);
    }

    public bool Contains(int rune)
    {
        var (low, high) = (0, Ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (first, last) = Ranges[middle];
            if (rune < first)
            {
                high = middle - 1;
            }
            else if (rune > last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    public RuneSet Complement()
    {
        var others = new List<(int First, int Last)>();
        var next = 0;
        foreach (var (first, last) in Ranges)
        {
            if (first > next)
            {
                others.Add((next, first - 1));
            }

            next = last + 1;
        }

        if (next <= Last)
        {
            others.Add((next, Last));
        }

        return new(others);
    }

    public RuneSet And(IEnumerable<(int First, int Last)> more) => Of(Ranges.Concat(more));

    /// <summary>These characters and the same as capital or small letters.</summary>
    public RuneSet Folded() => And(LetterCase.OthersOf(this));
}
