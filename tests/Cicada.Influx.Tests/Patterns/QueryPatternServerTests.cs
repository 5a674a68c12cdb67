using System.Globalization;
using System.Text;
using System.Text.Json;
using Cicada.Influx.Patterns;
using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

/// <summary>What patterns find, and what is wrong with them, held against a real InfluxDB, and with it Go's RE2.</summary>
[Trait("Category", "EndToEnd")]
public sealed class QueryPatternServerTests
{
    private static readonly string[] Parts =
    [
        "a", "b", "c", "A", "1", "_", " ", "é", "ß", "ſ", "K", "Σ", "漢", "😀", "\\.", ".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\b", "\\B", "^", "$", "\\A", "\\z", "(?i)", "(?m)", "(?s)", "(?i:", "(?:",
        "(", ")", ")", "|", "*", "+", "?", "*?", "{2}", "{1,}", "{0,2}", "[abc]", "[^ab]", "[a-c1]", "[[:alpha:]]", "[^[:upper:]]", "[\\d_]", "\\pL", "\\p{Lu}", "\\P{L}", "\\p{Greek}", "[^\\pL]", "\\x{1F600}", "\\Qa.\\E", "(?P<n>",
        "\\n", "[\\s]", "(?-i)", "(?U)", "[😀a]", "[^😀]",
    ];

    private static readonly string[] Letters = ["a", "b", "c", "A", "B", "1", "_", " ", ".", "é", "É", "ß", "ſ", "s", "k", "K", "σ", "ς", "漢", "😀", "😁", "\n", "ab", "abc", ""];

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_finds_the_same_and_refuses_the_same()
    {
        var random = new Random(20261128);
        string[] texts = [.. Enumerable.Range(0, 60).Select(_ => Joined(random, Letters, 6)).Distinct()];
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync("db");
        Assert.Null(await server.WriteAsync("db", Encoding.UTF8.GetBytes(string.Join('\n', texts.Select((text, i) => string.Create(CultureInfo.InvariantCulture, $"m s=\"{text}\" {i}"))))));
        var different = new List<string>();
        for (var i = 0; i < 700; i++)
        {
            var pattern = Joined(random, Parts, 6);
            var theirs = Said(await server.QueryAsync("db", $"SELECT s FROM m WHERE s =~ /{pattern}/"));
            var ours = Ours(pattern, texts);
            if (pattern.Length > 0 && ours != theirs)
            {
                different.Add($"/{pattern}/\n  we say          '{ours}'\n  the server says '{theirs}'\n");
            }
        }

        Assert.Empty(different);
    }

    private static string Ours(string pattern, string[] texts)
    {
        try
        {
            var read = QueryPattern.Of(pattern);
            return string.Join(' ', Enumerable.Range(0, texts.Length).Where(i => read.ExactTexts?.Contains(texts[i]) ?? read.IsMatch(texts[i])));
        }
        catch (PatternSyntaxException exception)
        {
            return exception.Message;
        }
    }

    private static string Said(JsonElement answer)
    {
        if (answer.TryGetProperty("error", out var error))
        {
            var message = error.GetString()!["error parsing query: ".Length..];
            return message[..message.LastIndexOf(" at line ", StringComparison.Ordinal)];
        }

        var result = answer.GetProperty("results")[0];
        return result.TryGetProperty("series", out var series)
            ? string.Join(' ', series[0].GetProperty("values").EnumerateArray().Select(row => row[0].GetInt64().ToString(CultureInfo.InvariantCulture)))
            : "";
    }

    private static string Joined(Random random, string[] parts, int most) => string.Concat(Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => parts[random.Next(parts.Length)]));
}
