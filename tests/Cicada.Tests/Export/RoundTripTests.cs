using System.Text;
using Cicada.Export;
using Cicada.Import;
using Cicada.Influx;
using Cicada.Storage;
using Cicada.Tests.Import;
using Cicada.TestSupport;
using CsCheck;

namespace Cicada.Tests.Export;

public sealed class RoundTripTests : IDisposable
{
    private const string Run = "r20261125-120000-abc";
    private const long Noon = 1_795_608_000_000_000_000;

    // What breaks formats: delimiters, escapes, line breaks, what is no character, what looks like something else.
    private static readonly string[] Pieces =
    [
        "a", "Ü", "😀", " ", ",", "=", "\"", "\\", "\n", "\r", "\r\n", "\t", "#", "\0", "\u2028", "\uFEFF", "\uFFFD", "'", "`", "$", "true", "1i", "1.0", "null", "{", "}",
        "\\n", "\u001b[2J", "\u202E", ";",
    ];

    private static readonly Gen<string> Texts = Gen.Int[0, Pieces.Length - 1].Array[0, 8].Select(parts => string.Concat(parts.Select(part => Pieces[part])));

    // DuckDB's names end at a NUL, so the store refuses it in keys.
    private static readonly Gen<string> Keys = Texts.Select(text => "k" + text.Replace("\0", "", StringComparison.Ordinal));

    private static readonly Gen<FieldValue> Values = Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(FieldValue.Float),
        Gen.OneOf(Gen.Const(-0.0), Gen.Const(double.Epsilon), Gen.Const(double.MaxValue), Gen.Const(1.0), Gen.Const(1e22)).Select(FieldValue.Float),
        Gen.Long.Select(FieldValue.Integer),
        Gen.OneOf(Gen.Const(long.MinValue), Gen.Const(long.MaxValue), Gen.Const(0L)).Select(FieldValue.Integer),
        Gen.Bool.Select(FieldValue.Boolean),
        Texts.Select(FieldValue.String));

    // The first part of a measurement's name fixes a type for each of its fields, as the store does.
    private static readonly Gen<Point> Points = Gen.Select(Gen.Int[0, 3], Gen.Select(Keys, Texts).Array[0, 3], Gen.Select(Keys, Values).Array[1, 4], Gen.Long[0, 1_000_000_000_000]).Select(
        (measurement, tags, fields, time) => new Point(
            $"m{measurement}, \"x\"",
            [
                new(PointNames.Run, Run),
                .. tags.Where(tag => tag.Item2.Length > 0).DistinctBy(tag => tag.Item1).Select(tag => new PointTag("t" + tag.Item1, tag.Item2)),
            ],
            [.. fields.Select(field => new PointField($"{field.Item1}{(int)field.Item2.Type}", field.Item2)).DistinctBy(field => field.Key)],
            Noon + time));

    private readonly ImportFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("jsonl")]
    [InlineData("line-protocol")]
    public void Everything_a_run_has_comes_back_whatever_its_texts_hold(string format)
    {
        Assert.True(ExportFormats.TryParse(format, out var asked));
        Points.Array[1, 40].Sample(
            points =>
            {
                using var folder = new TemporaryFolder();
                var (from, to) = (folder.Combine("from.duckdb"), folder.Combine("to.duckdb"));
                using (var store = Store.Open(from))
                {
                    store.Write(Store.RunsDatabase, null, points);
                    store.CompleteImportedRun(Description());
                }

                var file = folder.Combine("run.export");
                using (var history = RunHistory.Open(from))
                using (var stream = File.Create(file))
                {
                    new RunExport(history, Run, null, null, _ => { }).Write(asked, stream);
                }

                var result = _fixture.Import(file, new ImportChoice { Format = asked == ExportFormat.Jsonl ? ImportFormat.Jsonl : ImportFormat.LineProtocol }, to);

                Assert.Equal(0, result.Report.BadCount);
                Assert.Equal(_fixture.Points(store: from), _fixture.Points(store: to));
            },
            iter: 10,
            threads: 1);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    public void Requests_come_back_from_csv_and_parquet(string format)
    {
        Assert.True(ExportFormats.TryParse(format, out var asked));
        var requests = Gen.Select(Texts, Texts, Gen.Long[0, 10_000_000_000], Gen.Int[0, 599], Gen.Bool).Array[1, 40];
        requests.Sample(
            samples =>
            {
                using var folder = new TemporaryFolder();
                var (from, to) = (folder.Combine("from.duckdb"), folder.Combine("to.duckdb"));
                var run = new RunPoints(Description());
                using (var store = Store.Open(from))
                {
                    store.Write(Store.RunsDatabase, null, [.. samples.Select((sample, i) => run.OfRequest(new RequestSample
                    {
                        Key = new RequestKey(0, "GET", "/" + OneLine(sample.Item1, asked), "User"),
                        CompletedNanoseconds = Noon + i,
                        ResponseNanoseconds = sample.Item3,
                        ServiceNanoseconds = sample.Item5 ? sample.Item3 : RequestSample.Unknown,
                        StatusCode = sample.Item4,
                        Error = sample.Item5 ? null : "failed",
                        Detail = sample.Item5 ? null : OneLine(sample.Item2, asked),
                    }))]);
                    store.CompleteImportedRun(Description());
                }

                var file = folder.Combine("run." + format);
                using (var history = RunHistory.Open(from))
                {
                    if (asked == ExportFormat.Parquet)
                    {
                        Assert.Equal(samples.Length, history.ExportParquet(Run, file));
                    }
                    else
                    {
                        using var stream = File.Create(file);
                        new RunExport(history, Run, null, null, _ => { }).Write(asked, stream);
                    }
                }

                var result = _fixture.Import(file, store: to);

                Assert.Equal(0, result.Report.BadCount);
                Assert.Equal(_fixture.Points(measurement: "cicada_requests", store: from), _fixture.Points(measurement: "cicada_requests", store: to));

                // And the same statistics are made of the same requests.
                Assert.Equal(_fixture.Points(measurement: "cicada_request_stats", store: from), _fixture.Points(measurement: "cicada_request_stats", store: to));
            },
            iter: 6,
            threads: 1);
    }

    [Fact]
    public void A_line_break_is_the_one_thing_csv_cannot_hold()
    {
        var store = _fixture.Store;
        using (var opened = Store.Open(store))
        {
            var points = new RunPoints(Description());
            opened.Write(Store.RunsDatabase, null, [points.OfObservation(new RunEvent { TimeNanoseconds = Noon, Type = "a", Title = "one\r\ntwo", Text = "" })]);
            opened.CompleteImportedRun(Description());
        }

        using var bytes = new MemoryStream();
        using (var history = RunHistory.Open(store))
        {
            new RunExport(history, Run, "cicada_events", null, _ => { }).Write(ExportFormat.Csv, bytes);
        }

        Assert.Equal($"time,run,type,title,text\n{Noon},{Run},a,one\\ntwo,\"\"\n", Encoding.UTF8.GetString(bytes.ToArray()));
    }

    [Fact]
    public void Every_measurement_of_a_run_is_recognised_by_its_csv()
    {
        _fixture.Import(ImportFixture.Sample("jmeter.csv"));
        using var folder = new TemporaryFolder();
        var to = folder.Combine("to.duckdb");

        // The statistics before the requests, which would be given others.
        foreach (var measurement in (string[])["cicada_runs", "cicada_run_summary", "cicada_users", "cicada_failures", "cicada_request_stats", "cicada_requests"])
        {
            using (var history = RunHistory.Open(_fixture.Store))
            using (var stream = File.Create(folder.Combine(measurement)))
            {
                new RunExport(history, "latest", measurement, null, _ => { }).Write(ExportFormat.Csv, stream);
            }

            Assert.Equal(0, _fixture.Import(folder.Combine(measurement), store: to).Report.BadCount);
        }

        Assert.Equal(_fixture.Points(measurement: "cicada_users"), _fixture.Points(measurement: "cicada_users", store: to));
        Assert.Equal(_fixture.Points(measurement: "cicada_request_stats"), _fixture.Points(measurement: "cicada_request_stats", store: to));
        Assert.Equal(_fixture.Points().Count, _fixture.Points(store: to).Count);
    }

    [Fact]
    public void Of_an_unknown_measurement_one_has_to_say_which_columns_are_tags()
    {
        const string Csv = "time,run,zone,load\n2026-11-25T12:00:00.000000001Z,r1,eu,1.5\n";

        Assert.Contains("--tags", Assert.Throws<PlanException>(() => _fixture.ImportText(Csv)).Problems[0], StringComparison.Ordinal);
        Assert.Contains("--tags", Assert.Throws<PlanException>(() => _fixture.ImportText(Csv, new ImportChoice { Measurement = "machines" })).Problems[0], StringComparison.Ordinal);

        _fixture.ImportText(Csv, new ImportChoice { Measurement = "machines", Tags = ["run", "zone"] });
        Assert.Equal([$"1795608000000000001|r1|eu|1.5"], _fixture.Sql("SELECT epoch_ns(time), run, zone, load FROM machines"));
    }

    [Fact]
    public void Points_of_a_csv_that_name_no_run_become_one()
    {
        var result = _fixture.ImportText($"time,type,title,text\n{Noon},a,t,\"\"\n", new ImportChoice { Measurement = "cicada_events" }, "events.csv");

        Assert.Matches("^r20261125-120000-", Assert.Single(result.Runs).Id);
        Assert.Equal("events", _fixture.Summary().Test);
    }

    private static string OneLine(string text, ExportFormat format) =>
        format == ExportFormat.Csv ? text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal) : text;

    private static RunDescription Description() => new() { Id = Run, Test = "shop", State = RunState.Finished, Started = DateTimeOffset.UnixEpoch };
}
