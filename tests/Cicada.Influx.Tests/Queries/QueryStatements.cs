using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

/// <summary>Statements of InfluxQL, good and bad ones, one a line in <c>statements.txt</c>; and what becomes of them when somebody mistypes.</summary>
internal static class QueryStatements
{
    private static readonly string[] Strays =
    [
        "SELECT", "FROM", "WHERE", "GROUP", "BY", "time", "(", ")", ",", ".", "::", ":", ";", "=", "=~", "/x/", "'s'", "\"i\"", "1", "1.5", "1h", "*", "-", "AND", "fill(0)",
        "LIMIT", "ON", "WITH", "KEY", "x", "$", "DESC", "DISTINCT", "\n", "/* c */", "INF", "true",
    ];

    public static IReadOnlyList<string> All { get; } = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "tests/Cicada.Influx.Tests/Queries/statements.txt"));

    /// <summary>Statements with a word too many, too few, twice, or in the wrong place.</summary>
    public static IEnumerable<string> Mistyped(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var words = All[random.Next(All.Count)].Split(' ').ToList();
            for (var changes = random.Next(1, 4); changes > 0 && words.Count > 0; changes--)
            {
                var at = random.Next(words.Count);
                switch (random.Next(5))
                {
                    case 0:
                        words.RemoveAt(at);
                        break;
                    case 1:
                        words.Insert(at, words[random.Next(words.Count)]);
                        break;
                    case 2:
                        words.Insert(at, Strays[random.Next(Strays.Length)]);
                        break;
                    case 3:
                        words[at] = Strays[random.Next(Strays.Length)];
                        break;
                    default:
                        words[at] = words[at].Length > 0 ? words[at].Remove(random.Next(words[at].Length), 1) : "";
                        break;
                }
            }

            yield return string.Join(random.Next(6) == 0 ? "" : " ", words);
        }
    }
}
