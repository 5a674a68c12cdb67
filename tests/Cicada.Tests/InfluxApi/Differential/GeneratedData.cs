using System.Globalization;
using System.Text;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>Points of all shapes for generated queries, the same for the same seed: a few measurements of a database of its own.</summary>
public sealed class GeneratedData
{
    private const long Second = 1_000_000_000;
    private const long Year2024 = 1_704_067_200 * Second;

    private static readonly string[] Texts =
        ["", "ok", "a b", "quote \\\" and \\\\ slash", "ünïcode ✓ 𝄞", "it's", "GET /", "line\nbreak", "$1; DROP", "<&>", "\u2028", "comma,equals=space ", "tab\there", "500"];

    private readonly Random _random;
    private readonly HashSet<long> _times = [];
    private readonly List<QueriedSource> _sources = [];
    private readonly List<Question> _writes = [];

    public GeneratedData(int seed)
    {
        _random = new Random(seed);
        Database = string.Create(CultureInfo.InvariantCulture, $"g{seed}");
        AddMinutes();
        AddOddNames();
        AddWeeks();
        AddAroundZero();
        AddExtremes();
        AddRequests();
        AddOtherPolicy();
    }

    public string Database { get; }

    /// <summary>What makes it.</summary>
    public IReadOnlyList<Question> Writes => _writes;

    /// <summary>What queries can be made about.</summary>
    public IReadOnlyList<QueriedSource> Sources => _sources;

    private void AddMinutes()
    {
        KeyValuePair<string, string[]>[] tags = [new("host", ["a", "b", "c d", "é"]), new("region", ["eu", "us", "with \"quotes\""])];
        Add("cpu", tags, [new("usage", FieldKind.Float), new("load", FieldKind.Integer), new("up", FieldKind.Boolean), new("note", FieldKind.String)], Year2024, 10 * Second, 60, 0.8);

        // The same names with other types, and names of tags that are fields.
        Add("mem", [new("host", ["a", "b", "z"])], [new("usage", FieldKind.Integer), new("free", FieldKind.Float), new("note", FieldKind.Float)], Year2024, 7 * Second, 50, 0.9);
        Add("disk", [], [new("used", FieldKind.Integer), new("region", FieldKind.String)], Year2024, 30 * Second, 25, 1);
    }

    private void AddOddNames()
    {
        Add(
            "select", [new("from", ["1", "2", "x=y"]), new("tag key", ["v,1", "v 2", "'"])],
            [new("time of day", FieldKind.Float), new("where", FieldKind.Integer), new("a.b", FieldKind.Float), new("q\"q", FieldKind.String)], Year2024 + (200 * Second), Second / 2, 40, 0.7);
        Add("ünï/code", [new("größe", ["S", "M"])], [new("wért", FieldKind.Float), new("value", FieldKind.Integer)], Year2024, 13 * Second, 30, 0.9);
    }

    private void AddWeeks() =>
        // Over several weeks, and over the night summer time begins in Europe.
        Add(
            "weeks", [new("site", ["north", "south"])], [new("temperature", FieldKind.Float), new("visits", FieldKind.Integer), new("open", FieldKind.Boolean)],
            Year2024 + (70L * 86_400 * Second), 21_600 * Second, 140, 0.8);

    private void AddAroundZero() =>
        Add("zero", [new("k", ["v", "w"])], [new("f", FieldKind.Float), new("i", FieldKind.Integer)], -60 * Second, 5 * Second, 24, 0.9);

    private void AddExtremes()
    {
        long[] integers = [long.MaxValue, long.MinValue, 1L << 53, (1L << 53) + 1, -(1L << 53) - 1, 0, 1, -1, 9_007_199_254_740_993];
        double[] floats = [1e-7, 1e21, 1.5e300, -1e-300, 0, 1e6, 123456789.125, 1e20, -0.1, 0.30000000000000004];
        var lines = new StringBuilder();
        for (var i = 0; i < integers.Length; i++)
        {
            var time = Time(Year2024 + (i * 60 * Second), 1);
            lines.Append(CultureInfo.InvariantCulture, $"extreme,n={i % 3} i={integers[i]}i,f={floats[i]:R} {time}\n");
        }

        _writes.Add(Question.Write(Database, lines.ToString()));
        _sources.Add(new QueriedSource
        {
            Text = "extreme",
            Tags = [new("n", ["0", "1", "2"])],
            Fields = [new("i", FieldKind.Integer), new("f", FieldKind.Float)],
            First = Year2024,
            Last = Year2024 + (600 * Second),
        });
    }

    // As Cicada records them: several series at the same times.
    private void AddRequests()
    {
        var lines = new StringBuilder();
        string[] names = ["GET /", "POST /cart (x|y)", "GET /item/[id]"];
        for (var second = 0; second < 60; second++)
        {
            var time = Year2024 + (second * Second);
            foreach (var name in names.Where(_ => _random.Next(5) > 0))
            {
                var failed = _random.Next(6) == 0;
                lines.Append("cicada_requests,exception=").Append(failed ? "timeout" : "None").Append(",name=").Append(Escaped(name)).Append(",request_type=").Append(name[..name.IndexOf(' ', StringComparison.Ordinal)])
                    .Append(",run=r20240101-000000-abc,success=").Append(failed ? "false" : "true")
                    .Append(CultureInfo.InvariantCulture, $" response_time={Math.Round(_random.NextDouble() * 900, 3)},response_length={_random.Next(5000)}i")
                    .Append(failed ? ",detail=\"timed out\"" : ",status_code=200i").Append(CultureInfo.InvariantCulture, $" {time}\n");
            }
        }

        _writes.Add(Question.Write(Database, lines.ToString()));
        _sources.Add(new QueriedSource
        {
            Text = "cicada_requests",
            Tags = [new("name", names), new("success", ["true", "false"]), new("exception", ["None", "timeout"]), new("run", ["r20240101-000000-abc"]), new("request_type", ["GET", "POST"])],
            Fields = [new("response_time", FieldKind.Float), new("response_length", FieldKind.Integer), new("status_code", FieldKind.Integer), new("detail", FieldKind.String)],
            First = Year2024,
            Last = Year2024 + (60 * Second),
            HasTies = true,
        });
    }

    private void AddOtherPolicy()
    {
        _writes.Insert(0, Question.Of(Database, $"CREATE RETENTION POLICY \"other rp\" ON \"{Database}\" DURATION INF REPLICATION 1"));
        Add("\"other rp\".cpu", "cpu", [new("host", ["a", "q"])], [new("usage", FieldKind.Float), new("extra", FieldKind.Integer)], Year2024, 20 * Second, 20, 0.9, "other rp");
    }

    private void Add(string name, KeyValuePair<string, string[]>[] tags, KeyValuePair<string, FieldKind>[] fields, long first, long step, int count, double density) =>
        Add(QuotedName(name), name, tags, fields, first, step, count, density, "");

    private void Add(
        string text, string name, KeyValuePair<string, string[]>[] tags, KeyValuePair<string, FieldKind>[] fields, long first, long step, int count, double density, string policy)
    {
        var lines = new StringBuilder();
        var time = first;
        for (var i = 0; i < count; i++, time += step)
        {
            var at = Time(time, _random.Next(4) == 0 ? 1_234_567 : 1_000_000_000);
            var present = fields.Where(_ => _random.NextDouble() < density).ToList();
            if (present.Count == 0)
            {
                continue;
            }

            lines.Append(Escaped(name));
            foreach (var (key, values) in tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
            {
                // A tag that some series do not have.
                if (_random.Next(6) > 0)
                {
                    lines.Append(',').Append(Escaped(key)).Append('=').Append(Escaped(values[_random.Next(values.Length)]));
                }
            }

            lines.Append(' ').AppendJoin(',', present.Select(field => $"{Escaped(field.Key).Replace("\"", "\\\"", StringComparison.Ordinal)}={Value(field.Value)}"));
            lines.Append(CultureInfo.InvariantCulture, $" {at}\n");
        }

        _writes.Add(Question.Write(Database, lines.ToString(), policy));
        _sources.Add(new QueriedSource { Text = text, Tags = tags, Fields = fields, First = first, Last = time });
    }

    // Each time is there once in a database, so that the order of points is never a matter of chance.
    private long Time(long wanted, long step)
    {
        while (!_times.Add(wanted))
        {
            wanted += step;
        }

        return wanted;
    }

    private string Value(FieldKind kind) => kind switch
    {
        FieldKind.Integer => string.Create(CultureInfo.InvariantCulture, $"{(_random.Next(5) == 0 ? _random.Next(3) : _random.Next(-100, 1000))}i"),
        FieldKind.Boolean => _random.Next(2) == 0 ? "true" : "false",
        FieldKind.String => "\"" + Texts[_random.Next(Texts.Length)] + "\"",
        _ => (_random.Next(4) == 0 ? _random.Next(-5, 50) : Math.Round((_random.NextDouble() * 200) - 40, 3)).ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A name in quotes, where it needs them.</summary>
    public static string QuotedName(string name) => global::Cicada.Influx.Queries.QueryText.OfName(name);

    private static string Escaped(string name) =>
        name.Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);
}
