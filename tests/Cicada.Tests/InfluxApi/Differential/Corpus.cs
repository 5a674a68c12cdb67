using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>
/// Statements chosen by hand, a file for each topic, one a line. A line may begin with how it is asked: <c>?epoch=ms&amp;pretty=true SELECT …</c>, where <c>get</c>,
/// <c>exact</c> and <c>accept=text/csv</c> are ours; <c>&gt;precision=s|lines</c> is a write, with <c>\n</c> between its lines. <c>#</c> begins a comment.
/// </summary>
public static class Corpus
{
    public const string Database = "corpus";

    private const string Data = "data";

    private static string Folder => RepositoryRoot.Combine("tests", "Cicada.Tests", "InfluxApi", "Differential");

    /// <summary>The topics.</summary>
    public static IReadOnlyList<string> Topics { get; } =
        [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name != Data).Order(StringComparer.Ordinal)];

    /// <summary>The points the statements are about, written in seconds.</summary>
    public static Question Points { get; } = new(File.ReadAllText(Path.Combine(Folder, Data + ".txt"))) { IsWrite = true, Parameters = $"db={Database}&precision=s" };

    /// <summary>The statements and writes of a topic, in order, each with the number of its line.</summary>
    /// <param name="topic">The topic.</param>
    public static IEnumerable<(int Line, Question Question)> Read(string topic) =>
        File.ReadLines(Path.Combine(Folder, topic + ".txt")).Index()
            .Where(line => line.Item.Length > 0 && !line.Item.StartsWith('#'))
            .Select(line => (line.Index + 1, Of(line.Item)));

    private static Question Of(string line) => line[0] switch
    {
        '>' => new Question(Lines(line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..]))
        {
            IsWrite = true,
            Parameters = WithDatabase(line[1..line.IndexOf('|', StringComparison.Ordinal)]),
        },
        '?' => Asked(line[1..line.IndexOf(' ', StringComparison.Ordinal)], Lines(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])),
        _ => Question.Of(Database, Lines(line)),
    };

    private static Question Asked(string how, string text)
    {
        var parts = how.Split('&');
        return new Question(text)
        {
            IsGet = parts.Contains("get"),
            IsExact = parts.Contains("exact"),
            Accept = parts.FirstOrDefault(part => part.StartsWith("accept=", StringComparison.Ordinal))?["accept=".Length..],
            Parameters = WithDatabase(string.Join('&', parts.Where(part => part is not ("get" or "exact") && !part.StartsWith("accept=", StringComparison.Ordinal)))),
        };
    }

    private static string WithDatabase(string parameters) =>
        parameters.Split('&').Any(part => part.StartsWith("db=", StringComparison.Ordinal)) ? parameters : $"db={Database}{(parameters.Length > 0 ? "&" : "")}{parameters}";

    private static string Lines(string text) => text.Replace("⏎", "\n", StringComparison.Ordinal);
}
