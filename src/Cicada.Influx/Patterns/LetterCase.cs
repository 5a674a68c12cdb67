using System.Text;

namespace Cicada.Influx.Patterns;

/// <summary>Which characters are the same but for being capital or small letters.</summary>
internal static class LetterCase
{
    // No letters of two cases lie beyond.
    private const int End = 0x1F000;

    // The Turkish ones go with no other, as in Go.
    private static readonly int[] Alone = [0x130, 0x131];

    private static readonly Lazy<IReadOnlyDictionary<int, int[]>> Same = new(FindSame);

    private static readonly Lazy<int[]> Cased = new(() => [.. Same.Value.Keys.Order()]);

    /// <summary>The characters that are the same as some of a set.</summary>
    public static IEnumerable<(int First, int Last)> OthersOf(RuneSet set)
    {
        foreach (var (first, last) in set.Ranges)
        {
            var at = Array.BinarySearch(Cased.Value, first);
            for (var i = at < 0 ? ~at : at; i < Cased.Value.Length && Cased.Value[i] <= last; i++)
            {
                foreach (var other in Same.Value[Cased.Value[i]])
                {
                    yield return (other, other);
                }
            }
        }
    }

    private static Dictionary<int, int[]> FindSame()
    {
        var byLowest = new Dictionary<int, List<int>>();
        for (var rune = 0; rune < End; rune++)
        {
            if (Rune.IsValid(rune) && !Alone.Contains(rune))
            {
                var lowest = Rune.ToLowerInvariant(Rune.ToUpperInvariant(new Rune(rune))).Value;
                if (byLowest.TryGetValue(lowest, out var same))
                {
                    same.Add(rune);
                }
                else
                {
                    byLowest.Add(lowest, [rune]);
                }
            }
        }

        return byLowest.Values.Where(same => same.Count > 1).SelectMany(same => same.Select(one => (one, same))).ToDictionary(pair => pair.one, pair => pair.same.ToArray());
    }
}
