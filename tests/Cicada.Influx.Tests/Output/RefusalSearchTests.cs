using System.Text;
using Cicada.TestSupport;
using CsCheck;

namespace Cicada.Influx.Tests;

public sealed class RefusalSearchTests
{
    private const string Conflict = "field type conflict: input field \"v\" on measurement \"m\" is type string, already exists as type float";

    /// <summary>How a server says that some of the lines it was sent are bad.</summary>
    private delegate ScriptedAnswer Refusal(IReadOnlyList<string> sent, IReadOnlyList<int> bad);

    private static readonly Refusal[] Servers =
    [
        // 1.x: names one reason and counts all.
        (sent, bad) => InfluxAnswers.PartialWrite(Conflict, bad.Count),
        // 1.x, points in two shards: counts those of one of them.
        (sent, bad) => InfluxAnswers.PartialWrite(Conflict, (bad.Count + 1) / 2),
        (sent, bad) => InfluxAnswers.PartialWrite("points beyond retention policy", bad.Count),
        (sent, bad) => InfluxAnswers.PartialWrite("max-values-per-tag limit exceeded (100000/100000): measurement=\"m\" tag=\"t\" value=\"1\"", bad.Count),
        // 1.x and 2.x: names the lines it cannot read.
        (sent, bad) => InfluxAnswers.Json(400, $$"""{"error":{{System.Text.Json.JsonSerializer.Serialize(string.Join('\n', bad.Select(i => $"unable to parse '{sent[i]}': odd")))}}}"""),
        (sent, bad) => InfluxAnswers.Unparsable(sent[bad[0]], "odd"),
        (sent, bad) => InfluxAnswers.Unprocessable(Conflict, bad.Count),
        // 3.x: names them by number; at most some of them.
        (sent, bad) => InfluxAnswers.PartialWriteOf3([.. bad.Select(i => (i + 1, sent[i], "odd"))]),
        (sent, bad) => InfluxAnswers.PartialWriteOf3([.. bad.Take(2).Select(i => (i + 1, sent[i], "odd"))]),
        // 1.12 and late 2.x: counts, and goes on.
        (sent, bad) => InfluxAnswers.Json(422, $$"""{"code":"unprocessable entity","message":"failure writing points to database: partial write: points beyond retention policy dropped={{bad.Count}} for database: 9f28 for retention policy: autogen"}"""),
        // Says nothing.
        (sent, bad) => InfluxAnswers.Json(400, """{"error":"no"}"""),
    ];

    public static TheoryData<int> AllServers => [.. Enumerable.Range(0, Servers.Length)];

    [Theory]
    [MemberData(nameof(AllServers))]
    public void Exactly_the_refused_lines_are_found_however_a_server_says_it(int server) =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 100], Gen.Int).Sample((count, percent, seed) =>
        {
            var random = new Random(seed);
            var bad = Enumerable.Range(0, count).Select(_ => random.Next(100) < percent).ToArray();
            bad[random.Next(count)] = true;
            if (server == Servers.Length - 1 && !IsSparse(bad))
            {
                return;
            }

            var lines = Body(count, i => bad[i] ? $"m,t={i} v=\"x\" {i}" : $"m,t={i} v=1 {i}");
            var search = Run(lines, Servers[server], line => line.Contains('"', StringComparison.Ordinal), out var stored, out _);

            Assert.Equal(Enumerable.Range(0, count).Where(i => bad[i]), search.Refused.Select(refused => refused.Line).Order());
            Assert.Equal(count - bad.Count(one => one), stored.Count);
        });

    [Theory]
    [InlineData(0, 3)] // the body, the lines of that field and type, the rest
    [InlineData(2, 3)] // the body, the oldest, the rest
    [InlineData(6, 3)]
    [InlineData(7, 3)]
    [InlineData(9, 3)]
    public void What_a_server_says_saves_requests(int server, int requests)
    {
        var lines = Body(5_000, i => i < 50 ? $"m,t={i} v=\"x\" {i}" : $"m,t={i} v=1 {i}");

        Run(lines, Servers[server], line => line.Contains('"', StringComparison.Ordinal), out var stored, out var sent);

        Assert.Equal((requests, 4_950), (sent, stored.Count));
    }

    [Fact]
    public void A_body_of_which_everything_is_refused_is_one_request_where_the_server_counts()
    {
        var search = Run(Body(5_000, i => $"m v=\"x\" {i}"), Servers[0], _ => true, out _, out var sent);

        Assert.Equal((1, 5_000), (sent, search.Refused.Count));
        Assert.All(search.Refused, refused => Assert.Equal("partial write: " + Conflict, refused.Reason));
    }

    [Fact]
    public void A_body_of_which_everything_is_refused_is_not_thousands_of_requests_where_the_server_does_not_count()
    {
        var search = Run(Body(5_000, i => $"m v=\"x\" {i}"), Servers[^1], _ => true, out _, out var sent);

        Assert.Equal(5_000, search.Refused.Count);
        Assert.InRange(sent, RefusalSearch.MostInARow, 3 * RefusalSearch.MostInARow);
    }

    [Fact]
    public void Good_points_among_refused_ones_are_sent_however_many_were_refused_in_a_row()
    {
        var lines = Body(400, i => i < 200 ? $"m v=\"x\" {i}" : $"m v=1 {i}");

        var search = Run(lines, Servers[^1], line => line.Contains('"', StringComparison.Ordinal), out var stored, out _);

        Assert.Equal(Enumerable.Range(0, 200), search.Refused.Select(refused => refused.Line).Order());
        Assert.Equal(200, stored.Count);
    }

    [Fact]
    public void Another_measurement_is_not_refused_with_one_that_is_refused_whole()
    {
        var lines = Body(400, i => i % 2 == 0 ? $"bad v=\"x\" {i}" : $"good v=1 {i}");

        var search = Run(lines, Servers[^1], line => line.StartsWith("bad", StringComparison.Ordinal), out var stored, out _);

        Assert.Equal((200, 200), (search.Refused.Count, stored.Count));
        Assert.All(search.Refused, refused => Assert.Equal(0, refused.Line % 2));
    }

    [Fact]
    public void What_is_too_large_is_halved_until_it_goes_through()
    {
        var lines = Body(1_000, i => $"m v=1 {i:D6}");

        var search = Run(lines, null, _ => false, out var stored, out _, mostBytes: 4_000);

        Assert.Empty(search.Refused);
        Assert.Equal((1_000, 250, true), (stored.Count, search.MostTaken, search.WasTooLarge));
    }

    [Fact]
    public void Only_the_one_point_that_is_too_large_is_refused()
    {
        var lines = Body(1_000, i => i == 77 ? $"m v=\"{new string('x', 5_000)}\" 77" : $"m v=1 {i}");

        var search = Run(lines, null, _ => false, out var stored, out _, mostBytes: 4_000);

        var (line, reason) = Assert.Single(search.Refused);
        Assert.Equal((77, 999), (line, stored.Count));
        Assert.Contains("too large", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conflict_is_understood_with_names_that_have_to_be_quoted()
    {
        var lines = Body(100, i => i < 3 ? $"a\\ \"é\\\\x v\\ \"=\"x\" {i}" : $"a\\ \"é\\\\x v\\ \"=1 {i}");
        var reader = new LineProtocolReader();
        Assert.True(reader.TryRead(lines[0][..^1], 0, TimePrecision.Nanoseconds, out var point, out _));
        var measurement = point.Measurement.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

        Run(
            lines,
            (sent, bad) => InfluxAnswers.PartialWrite($"field type conflict: input field \"v \\\"\" on measurement \"{measurement}\" is type string, already exists as type float", bad.Count),
            line => line.Contains("=\"x", StringComparison.Ordinal),
            out var stored,
            out var requests);

        Assert.Equal((97, 3), (stored.Count, requests));
    }

    [Fact]
    public void Each_line_has_the_reason_that_was_said_of_it()
    {
        var lines = Body(3, i => $"m v=1 {i}");
        var answer = Answer(InfluxAnswers.Json(400, """{"error":"unable to parse 'm v=1 0': odd\nunable to parse 'm v=1 1': invalid number\nunable to parse 'm v=1 2': odd too"}"""));

        var search = new RefusalSearch(lines, answer);

        Assert.False(search.TryNext(out _));
        Assert.Equal([(0, "unable to parse: odd"), (1, "unable to parse: invalid number"), (2, "unable to parse: odd too")], search.Refused);
    }

    // Where a server says nothing, thirty-two in a row count as all of them.
    private static bool IsSparse(bool[] bad) => bad.Count(one => one) < RefusalSearch.MostInARow;

    private static RefusalSearch Run(
        LineBuffer lines, Refusal? refusal, Func<string, bool> isBad, out HashSet<string> stored, out int requests, int mostBytes = int.MaxValue)
    {
        var kept = stored = [];
        var search = new RefusalSearch(lines, Send(Enumerable.Range(0, lines.Count)));
        requests = 1;
        while (search.TryNext(out var next))
        {
            search.Note(next, Send(next));
            requests++;
        }

        return search;

        InfluxAnswer Send(IEnumerable<int> which)
        {
            var sent = which.Select(i => Encoding.UTF8.GetString(lines[i]).TrimEnd('\n')).ToArray();
            if (sent.Sum(line => line.Length + 1) > mostBytes)
            {
                return Answer(InfluxAnswers.TooLarge);
            }

            var bad = Enumerable.Range(0, sent.Length).Where(i => isBad(sent[i])).ToArray();
            kept.UnionWith(sent.Where((_, i) => !bad.Contains(i)));
            return bad.Length == 0 ? InfluxAnswer.Taken : Answer(refusal!(sent, bad));
        }
    }

    private static InfluxAnswer Answer(ScriptedAnswer answer) => InfluxAnswerReader.Read(answer.Status, null, answer.Text, DateTimeOffset.UnixEpoch);

    private static LineBuffer Body(int count, Func<int, string> line)
    {
        var lines = new LineBuffer();
        for (var i = 0; i < count; i++)
        {
            lines.Add(Encoding.UTF8.GetBytes(line(i) + "\n"));
        }

        return lines;
    }
}
