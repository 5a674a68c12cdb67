using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.TestSupport;

namespace Cicada.Influx.Tests.Fuzzing;

/// <summary>Whatever comes over the wire is read or refused, in bounded time, and nothing else happens. <c>bench/fuzz/run.sh</c> does it for longer.</summary>
[Trait("Category", "EndToEnd")]
public sealed partial class FuzzTests
{
    private static readonly string[] Words =
    [
        "SELECT ", " FROM ", " WHERE ", " GROUP BY ", "time(", "1m", ")", "(", ", ", ".", "::", "float", "::tag", " ; ", "=", "=~", "!~", "/x/", "'s'", "\"i\"", "1.5", "*", "-", " AND ", " OR ", "fill(0)",
        " LIMIT 1", " OFFSET 2", " SLIMIT 3", " ON ", " WITH KEY ", "IN ", "$x", " DESC", "DISTINCT ", "/* c */", "-- c\n", "INF", "true", "mean(", "top(v, 2)", "now()", "'2024-01-01T00:00:00Z'", "tz('Europe/Berlin')",
        " INTO ", ":MEASUREMENT", "(SELECT v FROM m)", " AS ", "SHOW ", "CREATE ", "DROP ", "5s", "\\", "\\n", "\\'", " + ", " % ", " ^ ", "+", " RESAMPLE EVERY 1h ", "<>", "!=", ">=",
    ];

    private static readonly string[] PatternPieces =
        ["(", ")", "|", "*", "+", "?", "*?", "{2,3}", "{1000}", "[", "]", "[^a-z]", "[[:alpha:]]", "\\d", "\\pL", "\\p{Greek}", "\\Q", "\\E", "\\b", "^", "$", "(?i)", "(?:", "(?P<n>", "\\x{10FFFF}", "\\x41", ".", "\\A", "\\z", "(?s-m:", "a", "é"];

    private static readonly string[] Patterns =
        ["^(GET \\/|POST \\/cart \\(x\\|y\\))$", "(?i)abc", "a.*b", "[a-z]+\\d{2,3}", "^$", "(a|b|c)*d?", "\\w+\\s\\S", "[^\\x00-\\x7f]", "(?:x(?i:y)z)", "\\p{Lu}\\P{L}", "\\Qa.b\\E", "(?P<name>.)"];

    private static readonly string[] Json =
    [
        "{\"x\":5}", "{\"x\":\"it's\"}", "{\"x\":{\"regex\":\"a|b\"}}", "{\"x\":{\"duration\":\"5s\"},\"y\":true}", "{\"x\":{\"identifier\":\"v\"}}", "{\"a b\":-1.5e3}", "null", "[]", "{\"x\":{\"float\":1,\"string\":\"a\"}}",
    ];

    private static readonly string[] JsonPieces = ["{", "}", "[", "]", ":", ",", "\"", "\"x\"", "null", "true", "\\u0000", "\\ud800", "1e400", "{\"regex\":", "{\"integer\":", "{\"duration\":", "-", "0"];

    private static readonly string[] Lines =
    [
        "m,a=b,c=d f=1,i=2i,b=true,s=\"x y\" 1704067200000000000", "my\\ meas\\,x,tag\\ key=v\\,1 field\\ key=1.5e3 -1", "m f=\"two\nlines\",g=\"q\\\"q\\\\\" 5\nm f=2 6\n# comment\n\nm f=3", "m f=1", "m,t=\\ f=1i,g=F 9",
        "ünï,größe=ß wért=-.5 1\r\n", "m f=1u 1", "m f=\"open\nm f=1", " m  f=1  1 ", "m,=1 f=1",
    ];

    private static readonly string[] LinePieces = [",", "=", " ", "\n", "\\", "\"", "\\\"", "\\ ", "\\,", "\\=", "\\\\", "#", "1i", "1u", "1e400", "true", "T", "\r\n", "\t", "\0", "f=1", ",a=b", "\"s\"", "9223372036854775807", "-", "."];

    [Fact]
    public async Task Every_query_is_a_tree_that_reads_back_the_same_or_an_error()
    {
        string[] files = [.. Directory.GetFiles(RepositoryRoot.Combine("tests", "Cicada.Tests", "InfluxApi", "Differential"), "*.txt"), RepositoryRoot.Combine("tests", "Cicada.Influx.Tests", "Queries", "statements.txt")];
        var samples = files.SelectMany(File.ReadLines).Where(line => line.Length is > 0 and < 300 && (char.IsAsciiLetter(line[0]) || line[0] == '?') && !line.Contains(" 17040", StringComparison.Ordinal)).ToList();

        Fuzz.HasStood(await Fuzz.RunAsync(samples, Words, OutcomeOfQuery));
    }

    [Fact]
    public async Task Every_pattern_is_looked_for_or_refused() => Fuzz.HasStood(await Fuzz.RunAsync(Patterns, PatternPieces, OutcomeOfPattern));

    [Fact]
    public async Task All_parameters_are_read_or_refused() => Fuzz.HasStood(await Fuzz.RunAsync(Json, JsonPieces, OutcomeOfParameters));

    [Fact]
    public async Task Every_line_is_a_point_that_reads_back_the_same_or_refused() => Fuzz.HasStood(await Fuzz.RunAsync(Lines, LinePieces, OutcomeOfLines));

    private static string OutcomeOfQuery(string text)
    {
        IReadOnlyList<Statement> statements;
        try
        {
            statements = QueryParser.Parse(text);
        }
        catch (QuerySyntaxException exception)
        {
            return Numbers().Replace(exception.Message, "0");
        }

        // Passwords are not written down, nor, as in InfluxDB, a time of files that is not limited.
        if (!statements.Any(statement => statement is Statement.CreateUser or Statement.SetPassword
            or Statement.CreateDatabase { Policy.ShardDuration: 0 } or Statement.CreateRetentionPolicy { Options.ShardDuration: 0 }))
        {
            var written = StatementText.Of(statements);
            var again = QueryParser.Parse(written);
            Assert.Equal(written, StatementText.Of(again));

            // A sign before a name is written as a product, and of several products another tree is read, of the same value.
            if (!written.Contains("1 * ", StringComparison.Ordinal))
            {
                Assert.Equal(TreeText.Of(statements), TreeText.Of(again));
            }
        }

        return string.Join(' ', statements.Select(statement => statement is Statement.Select select ? string.Join(' ', select.Fields.Select(field => field.Value.GetType().Name)) : statement.GetType().Name));
    }

    private static string OutcomeOfPattern(string text)
    {
        QueryPattern pattern;
        try
        {
            pattern = QueryPattern.Of(text);
        }
        catch (PatternSyntaxException exception)
        {
            return exception.Message.Split(':')[0] + exception.Message.Split(':').ElementAtOrDefault(1);
        }

        try
        {
            return $"{pattern.IsMatch("")}{pattern.IsMatch("GET /")}{pattern.IsMatch("aaaaaaaaaaaaaaaaaaaaaaaaaaab")}{pattern.IsMatch("größe\n✓")}";
        }
        catch (QueryFailedException)
        {
            return "too slow";
        }
    }

    private static string OutcomeOfParameters(string text)
    {
        try
        {
            var parameters = QueryParameterReader.Read(text);
            var query = "SELECT v FROM m WHERE v = " + string.Join(" OR v = ", parameters.Keys.Select(name => "$" + QueryText.OfQuotedName(name)));
            try
            {
                QueryParser.Parse(query, parameters);
            }
            catch (QuerySyntaxException exception)
            {
                return Numbers().Replace(exception.Message, "0");
            }

            return string.Join(' ', parameters.Values.Select(parameter => parameter.Kind));
        }
        catch (FormatException exception)
        {
            return Numbers().Replace(exception.Message, "0");
        }
    }

    private static string OutcomeOfLines(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var records = RecordsOf(new MemoryStream(bytes));
        Assert.Equal(records, RecordsOf(new MemoryStream(bytes), 1 + (bytes.Length % 7)));

        var reader = new LineProtocolReader();
        var outcomes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            var line = Convert.FromHexString(record);
            if (!reader.TryRead(line, 1_500_000_000, TimePrecision.Nanoseconds, out var point, out var reason))
            {
                outcomes.Add(Numbers().Replace(reason.Split('\'')[0], "0"));
                continue;
            }

            outcomes.Add($"{point.Tags.Count} {string.Join(',', point.Fields.Select(field => field.Value.Type))}");
            var output = new ArrayBufferWriter<byte>();
            var writer = new LineProtocolWriter();
            if (writer.Write(output, point) == LineProtocolOutcome.Written && writer.Changes.Count == 0)
            {
                var written = output.WrittenSpan.TrimEnd((byte)'\n');
                Assert.True(new LineProtocolReader().TryRead(written, 0, TimePrecision.Nanoseconds, out var again, out reason), $"{reason}: {Encoding.UTF8.GetString(written)}");
                Assert.Equal(point.ToString(), again.ToString());
            }
        }

        return string.Join(';', outcomes);
    }

    private static List<string> RecordsOf(Stream stream, int piece = int.MaxValue)
    {
        var records = new LineProtocolRecords(piece == int.MaxValue ? stream : new PiecewiseStream(stream, piece), 5_000);
        var found = new List<string>();
        while (records.Read())
        {
            if (records.Reason is null)
            {
                found.Add(Convert.ToHexString(records.Record));
            }
        }

        return found;
    }

    [GeneratedRegex("[0-9]+|'[^']*'|\"[^\"]*\"|found [^ ]*,")]
    private static partial Regex Numbers();
}
