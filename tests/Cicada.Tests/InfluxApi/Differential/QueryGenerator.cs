using System.Globalization;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>
/// Makes queries about generated data, the same for the same seed: most of them make sense and find something.
/// </summary>
/// <remarks>
/// Left out is what InfluxDB itself answers now so and now so: <c>sample</c>, <c>integral</c> by tag, rows of equal times where their order makes a
/// difference to what is computed, intervals that end now, and what a statement reads while it writes. And what hangs on how Go sorts: which of several values that are
/// equally frequent is the <c>mode</c>, which of several points of one value is the <c>percentile</c>.
/// </remarks>
public sealed partial class QueryGenerator(Random random, GeneratedData data)
{
    /// <summary>The next query.</summary>
    public string Next() => random.Next(100) switch
    {
        < 74 => Select(),
        < 94 => Show(),
        < 97 => Mistyped(Select()),
        _ => $"{Select()}; {Show()}",
    };

    private T Pick<T>(params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    private T PickOf<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    private bool Chance(double probability) => random.NextDouble() < probability;

    private static string Name(string name) => GeneratedData.QuotedName(name);

    private static string Text(string text) => global::Cicada.Influx.Queries.QueryText.OfString(text);

    private static string Pattern(string pattern) => "/" + pattern.Replace("/", "\\/", StringComparison.Ordinal) + "/";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private QueriedSource Source()
    {
        var all = data.Sources;

        // InfluxDB expands a wildcard by the fields of those weeks only that a query asks about; here all are of one.
        var near = all.Where(one => one.Text is not ("weeks" or "zero")).ToList();
        return random.Next(20) switch
        {
            0 => Together(near[random.Next(3)], near[random.Next(3, near.Count)]),
            1 => Matching("(cpu|mem)", all.Where(one => one.Text is "cpu" or "mem")),
            2 => Matching("^m.m$|disk", all.Where(one => one.Text is "mem" or "disk")),
            3 => PickOf(all) is var source && source.Text.StartsWith("\"other", StringComparison.Ordinal) ? source : source with { Text = Pick("autogen.", $"{Name(data.Database)}..", $"\"{data.Database}\".\"autogen\".") + source.Text },
            4 or 5 when all.FirstOrDefault(one => one.HasTies) is { } tied => tied,
            6 => all[^1],
            _ => all[random.Next(all.Count - 2)],
        };
    }

    private static QueriedSource Together(QueriedSource left, QueriedSource right) => Union($"{left.Text}, {right.Text}", [left, right]);

    private static QueriedSource Matching(string pattern, IEnumerable<QueriedSource> sources) => Union($"/{pattern}/", [.. sources]);

    private static QueriedSource Union(string text, IReadOnlyList<QueriedSource> sources) => new()
    {
        Text = text,
        Tags = [.. sources.SelectMany(one => one.Tags).DistinctBy(tag => tag.Key)],
        Fields = [.. sources.SelectMany(one => one.Fields).DistinctBy(field => field.Key)],
        First = sources.Min(one => one.First),
        Last = sources.Max(one => one.Last),
        HasTies = sources.Any(one => one.HasTies),
    };

    // A word too many, too few, or in the wrong place.
    private string Mistyped(string query)
    {
        var words = query.Split(' ').ToList();
        var at = random.Next(words.Count);
        switch (random.Next(4))
        {
            case 0:
                words.RemoveAt(at);
                break;
            case 1:
                words.Insert(at, PickOf(words));
                break;
            case 2:
                words[at] = Pick("time", "*", "1", "'x'", "/x/", "nothing", "1m", "-", "true", "count(*)", "(", "AND", "1.5", "top(usage, 2)");
                break;
            default:
                (words[0], words[at]) = (words[at], words[0]);
                break;
        }

        return string.Join(' ', words);
    }
}
