using System.Text;

namespace Cicada.Tests.PublicApi;

/// <summary>The difference between two texts, by lines, with a few unchanged lines around each change.</summary>
internal static class LineDifference
{
    private const int Context = 2;

    /// <summary>Lines only in <paramref name="before"/> begin with <c>-</c>, lines only in <paramref name="after"/> with <c>+</c>.</summary>
    public static string Between(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var lines = Compare(before, after);
        var text = new StringBuilder();
        var shownUpTo = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            var near = lines.Skip(i - Context).Take(Math.Min(i, Context) + 1 + Context).Any(line => line[0] != ' ');
            if (!near)
            {
                continue;
            }

            if (i > shownUpTo)
            {
                text.Append("  …\n");
            }

            text.Append(lines[i]).Append('\n');
            shownUpTo = i + 1;
        }

        return text.ToString();
    }

    /// <summary>The classic table of longest common subsequences; an API text is a few thousand lines at most.</summary>
    private static List<string> Compare(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var common = new int[before.Count + 1, after.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = after.Count - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<string>();
        var (b, a) = (0, 0);
        while (b < before.Count || a < after.Count)
        {
            if (b < before.Count && a < after.Count && before[b] == after[a])
            {
                lines.Add("  " + before[b]);
                (b, a) = (b + 1, a + 1);
            }
            else if (b < before.Count && (a == after.Count || common[b + 1, a] >= common[b, a + 1]))
            {
                lines.Add("- " + before[b++]);
            }
            else
            {
                lines.Add("+ " + after[a++]);
            }
        }

        return lines;
    }
}
