using System.Globalization;
using Cicada.Influx;
using CsCheck;

namespace Cicada.Storage.Tests;

public sealed class StatisticsWriterTests : IDisposable
{
    private static readonly Gen<double?> Known = Gen.Select(Gen.Bool, Gen.Double[0, 1e6], (isKnown, value) => isKnown ? value : (double?)null);

    private static readonly Gen<long> Count = Gen.OneOf(Gen.Const(0L), Gen.Long[1, 1_000_000]);

    private static readonly Gen<RequestStatistics> Statistics =
        from name in Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 1, 3], Gen.Const(""), Gen.Const("it's \"quoted\" \0"))
        from success in Gen.Bool
        from times in Gen.OneOf(Gen.Double[0, 1e6], Gen.Const(double.NaN)).Array[9]
        from known in Known.Array[7]
        from counts in Count.Array[4]
        from statuses in Count.Array[6]
        from buckets in Count.Array[LatencyBuckets.Count]
        from histogram in Gen.String[Gen.Char.AlphaNumeric, 0, 5]
        select new RequestStatistics
        {
            TimeNanoseconds = Some.Noon,
            RequestType = "GET",
            Name = name,
            Success = success,
            ElapsedSeconds = 1,
            Count = counts[0] + 1,
            Response = new TimeFigures(times[0], times[1], times[2], times[3], times[4], times[5], times[6], times[7], times[8]),
            ServiceP50 = known[0],
            ServiceP95 = known[1],
            ServiceP99 = known[2],
            DnsMean = known[3],
            ConnectMean = known[4],
            TlsMean = known[5],
            FirstByteMean = known[6],
            DnsCount = counts[0],
            ConnectCount = counts[1],
            TlsCount = counts[2],
            FirstByteCount = counts[3],
            Bytes = 7,
            Statuses = statuses,
            Buckets = buckets,
            Histogram = histogram,
        };

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public Task They_are_stored_as_the_points_they_are() => Statistics.Array[1, 20].SampleAsync(AreStoredAsPoints, iter: 15, threads: 1);

    [Fact]
    public async Task Where_a_field_was_made_with_another_type_only_those_that_have_it_are_left_out()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(At(0) with { TlsMean = 1 }));
        var column = _store.Rows("SELECT measurement, id FROM catalogue.columns WHERE name = 'tls_mean'").Single();
        _store.Change($"DROP VIEW cicada_request_stats; UPDATE catalogue.columns SET type = 'string' WHERE name = 'tls_mean'; ALTER TABLE data.points_{column[0]} ALTER f{column[1]} TYPE VARCHAR");

        await using var output = await _store.OpenAsync(Some.Run());
        var result = await output.WriteAsync(Some.Batch(At(1), At(2) with { TlsMean = 3 }, At(3)), TestContext.Current.CancellationToken);

        Assert.Equal(1, result.ObservationsRejected);
        await output.DisposeAsync();
        var elapsed = _store.Scalar("SELECT id FROM catalogue.columns WHERE name = 'elapsed' AND measurement = " + column[0]);
        Assert.Equal([[0.0], [1.0], [3.0]], _store.Rows($"SELECT f{elapsed} FROM data.points_{column[0]} ORDER BY time"));
    }

    [Fact]
    public async Task A_series_is_found_again_after_somebody_else_has_written_to_the_measurement()
    {
        using var store = Store.Open(_store.Path);
        await using var output = new StoreOutput(store);
        await output.OpenAsync(new OutputContext { Run = Some.Run() }, TestContext.Current.CancellationToken);
        await output.WriteAsync(Some.Batch(At(1)), TestContext.Current.CancellationToken);
        store.Write(Store.RunsDatabase, null, [new Point("cicada_request_stats", [new("run", "other"), new("name", "/")], [new("elapsed", FieldValue.Float(9))], Some.Noon)]);
        await output.WriteAsync(Some.Batch(At(2) with { DnsMean = 4 }), TestContext.Current.CancellationToken);
        await output.DisposeAsync();
        store.Dispose();

        Assert.Equal([["other", 9.0, null], ["r20261123-120000-abc", 1.0, null], ["r20261123-120000-abc", 2.0, 4.0]], _store.Rows("SELECT run, elapsed, dns_mean FROM cicada_request_stats ORDER BY run, time"));
        Assert.Equal(1L, _store.Scalar("SELECT count(DISTINCT (run, name, success)) FROM cicada_request_stats WHERE run <> 'other'"));
    }

    private static RequestStatistics At(int second) => Statistics.Single() with
    {
        TimeNanoseconds = Some.Noon + second,
        ElapsedSeconds = second,
        Name = "/",
        Success = true,
        DnsMean = null,
        TlsMean = null,
    };

    private static async Task AreStoredAsPoints(RequestStatistics[] statistics)
    {
        using var store = new TemporaryStore();
        statistics = [.. statistics.Select((one, i) => one with { TimeNanoseconds = Some.Noon + i })];

        await store.RecordAsync(Some.Run(), Some.Batch([.. statistics]));

        var points = new RunPoints(Some.Run());
        var columns = store.Rows("SELECT column_name FROM (DESCRIBE cicada_request_stats) WHERE column_name <> 'time'").ConvertAll(row => (string)row[0]!);
        var rows = store.Rows("SELECT * EXCLUDE (time) FROM cicada_request_stats ORDER BY time");
        Assert.Equal(statistics.Length, rows.Count);
        for (var i = 0; i < statistics.Length; i++)
        {
            var point = points.OfObservation(statistics[i]);
            var expected = point.Tags.Where(tag => tag.Value.Length > 0).Select(tag => (tag.Key, tag.Value))
                .Concat(point.Fields.Where(one => one.Value.Type != FieldType.Float || double.IsFinite(one.Value.AsFloat())).Select(one => (one.Key, Value: one.Value.ToString())))
                .ToDictionary();
            var actual = columns.Zip(rows[i]).Where(pair => pair.Second is not null)
                .ToDictionary(pair => pair.First, pair => Convert.ToString(pair.Second, CultureInfo.InvariantCulture)!);
            Assert.Equal(expected, actual);
        }
    }
}
