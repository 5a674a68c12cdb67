using System.Globalization;
using System.Text;
using Cicada.Influx.Selection;
using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

/// <summary>What we answer, held against what a real InfluxDB answers.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SelectServerTests
{
    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_and_we_answer_the_same_to_every_statement_of_the_list() =>
        Assert.Empty(await DifferencesAsync(File.ReadLines(Path.Combine(RepositoryRoot.Path, "tests/Cicada.Influx.Tests/Selection/selects.txt")).Where(line => !line.StartsWith('#'))));

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_and_we_answer_the_same_to_statements_made_at_random() => Assert.Empty(await DifferencesAsync(RandomSelects.Made(1500, seed: 20261128)));

    private static async Task<List<string>> DifferencesAsync(IEnumerable<string> statements)
    {
        var points = new MemoryPointSource(SelectData.Lines);
        IPointSource[] sources = [points, new AggregatingPointSource(points)];
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync(MemoryPointSource.Database);
        Assert.Null(await server.WriteAsync(MemoryPointSource.Database, Encoding.UTF8.GetBytes(SelectData.Lines)));
        var different = new List<string>();
        foreach (var statement in statements)
        {
            var theirs = Ordered(SelectAnswer.Of(await server.QueryAsync(MemoryPointSource.Database, statement)));
            foreach (var source in sources)
            {
                var ours = Ordered(Ours(statement, source));
                if (!AreAlike(ours, theirs))
                {
                    different.Add($"{statement}\n-- we say, of {source.GetType().Name}\n{Shown(ours)}-- the server says\n{Shown(theirs)}");
                    break;
                }
            }
        }

        return different;
    }

    private static string Ours(string statement, IPointSource points)
    {
        try
        {
            return SelectAnswer.Of(statement, points);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception.ToString();
        }
    }

    // Rows of one series at one time come in any order.
    private static string[] Ordered(string answer)
    {
        var lines = answer.Split('\n');
        for (int start = 0, end; start < lines.Length; start = end)
        {
            var time = lines[start].Split(' ')[0];
            for (end = start + 1; end < lines.Length && lines[end].Split(' ')[0] == time && time != "##"; end++)
            {
            }

            Array.Sort(lines, start, end - start, StringComparer.Ordinal);
        }

        return lines;
    }

    private static bool AreAlike(string[] left, string[] right) => left.Length == right.Length && left.Zip(right).All(pair => AreAlike(pair.First, pair.Second));

    private static bool AreAlike(string left, string right)
    {
        var (lefts, rights) = (left.Split(' '), right.Split(' '));
        return left == right || (lefts.Length == rights.Length && lefts.Zip(rights).All(pair => pair.First == pair.Second || AreNear(pair.First, pair.Second)));
    }

    private static bool AreNear(string left, string right) =>
        double.TryParse(left, CultureInfo.InvariantCulture, out var one) && double.TryParse(right, CultureInfo.InvariantCulture, out var other)
        && Math.Abs(one - other) <= 1e-8 * Math.Max(Math.Abs(one), Math.Abs(other)) && Math.Abs(one) < 1e17;

    private static string Shown(string[] lines) => string.Join('\n', lines.Take(40)) + (lines.Length > 40 ? "\n…\n" : "");
}
