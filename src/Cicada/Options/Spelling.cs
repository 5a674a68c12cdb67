namespace Cicada.Options;

/// <summary>Guesses which word was meant.</summary>
internal static class Spelling
{
    /// <summary>A sentence naming the nearest word, with a space before it; empty when none is near.</summary>
    public static string DidYouMean(string typed, IEnumerable<string> words) =>
        Nearest(typed, words) is { } word ? $" Did you mean '{word}'?" : "";

    /// <summary>The nearest word, or null when none is near enough to be meant.</summary>
    public static string? Nearest(string typed, IEnumerable<string> words)
    {
        string? best = null;
        var bestDistance = Math.Max(1, typed.Trim('-').Length / 3) + 1;
        foreach (var word in words)
        {
            var distance = word.Length > 3 && typed.Length > 3 && word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 1 : Distance(typed, word);
            if (distance < bestDistance)
            {
                bestDistance = distance;
                best = word;
            }
        }

        return best;
    }

    /// <summary>Letters to insert, delete, replace or swap with a neighbour to get from one word to the other.</summary>
    public static int Distance(string from, string to)
    {
        var a = from.ToUpperInvariant();
        var b = to.ToUpperInvariant();
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            costs[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            costs[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var cost = Math.Min(replace, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost = Math.Min(cost, costs[i - 2, j - 2] + 1);
                }

                costs[i, j] = cost;
            }
        }

        return costs[a.Length, b.Length];
    }
}
