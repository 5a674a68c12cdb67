using System.Text;
using Cicada.Influx;
using Cicada.Storage.InfluxQl;
using CsCheck;

namespace Cicada.Storage.Tests;

public sealed class DecimalTimeTests : IDisposable
{
    private const string Kept = "SELECT response_time FROM cicada_requests ORDER BY time";

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Every_whole_number_of_nanoseconds_below_26_days_can_be_kept_and_comes_back() =>
        Gen.OneOf(Gen.Long[0, (1L << 51) - 1], Gen.Long[0, 100_000_000_000], Gen.Long[0, 1000]).Sample(nanoseconds =>
        {
            var milliseconds = PointNames.Milliseconds(nanoseconds);
            Assert.True(DecimalTime.CanBe(milliseconds));
            Assert.Equal(nanoseconds, DecimalTime.ToNanoseconds(milliseconds));
        });

    [Theory]
    [InlineData(0.1234567, false)] // tenths of nanoseconds
    [InlineData(1.0 / 3, false)]
    [InlineData(-0.0, false)] // InfluxDB keeps the sign
    [InlineData(1e300, false)]
    [InlineData(2_251_799_813.685248, false)] // from here on rounding may be off by a nanosecond
    [InlineData(2_251_799_813.685247, true)]
    [InlineData(-1.5, true)]
    [InlineData(0.0, true)]
    [InlineData(double.NaN, true)] // is not written at all
    public void Only_what_would_come_back_as_it_was_can_be_kept(double milliseconds, bool can) => Assert.Equal(can, DecimalTime.CanBe(milliseconds));

    [Fact]
    public async Task Times_that_were_recorded_are_doubles_for_whoever_asks()
    {
        var times = Gen.OneOf(Gen.Long[0, (1L << 53) - 1], Gen.Long[0, 10_000_000_000]).Array[2000].Single();

        await _store.RecordAsync(Some.Run(), Some.Batch([.. times.Select((time, i) => Some.Sample(Some.Key(), i) with { ResponseNanoseconds = time })]));

        Assert.Equal(times.Select(PointNames.Milliseconds), _store.Rows(Kept).Select(row => (double)row[0]!));
        Assert.Equal("DECIMAL(18,6)", TypeInTheTable());
    }

    [Fact]
    public async Task A_time_of_more_than_31_years_is_kept_as_31_years()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key()) with { ResponseNanoseconds = long.MaxValue }));

        Assert.Equal(1e12, _store.Scalar(Kept));
    }

    [Fact]
    public async Task A_point_from_elsewhere_with_whole_nanoseconds_changes_nothing_about_the_column()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));

        using (var store = Store.Open(_store.Path))
        {
            store.Write(Store.RunsDatabase, null, [Point(1, 0.1)]);
        }

        Assert.Equal([[12.345678], [0.1]], _store.Rows(Kept));
        Assert.Equal("DECIMAL(18,6)", TypeInTheTable());
    }

    [Theory]
    [InlineData(1)] // a later point is appended
    [InlineData(0)] // one in the place of an earlier point is merged
    public async Task A_finer_time_from_elsewhere_is_kept_as_it_is_beside_a_run_that_goes_on(int at)
    {
        using var store = Store.Open(_store.Path);
        await using var output = new StoreOutput(store);
        await output.OpenAsync(new OutputContext { Run = Some.Run() }, TestContext.Current.CancellationToken);
        await output.WriteAsync(Some.Batch(Some.Sample(Some.Key())), TestContext.Current.CancellationToken);

        var result = store.Write(Store.RunsDatabase, null, [Point(at, 1.0 / 3)]);
        await output.WriteAsync(Some.Batch(Some.Sample(Some.Key(), 2)), TestContext.Current.CancellationToken);

        Assert.Empty(result.Rejected);
        await output.DisposeAsync();
        store.Dispose();
        Assert.Equal(at == 0 ? [[1.0 / 3], [12.345678]] : [[12.345678], [1.0 / 3], [12.345678]], _store.Rows(Kept));
        Assert.Equal("DOUBLE", TypeInTheTable());

        // What the catalogue says holds for whoever opens the file.
        await _store.RecordAsync(Some.Run("r20261124-120000-abc"), Some.Batch(Some.Sample(Some.Key(), 3)));
        Assert.Equal(12.345678, _store.Rows(Kept)[^1][0]);
    }

    [Fact]
    public async Task A_line_with_a_finer_time_is_kept_as_it_is()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));

        using (var store = Store.Open(_store.Path))
        {
            var lines = string.Create(null, $"cicada_requests,run=x response_time=0.5,service_time=0.25 {Some.Noon + 1}\ncicada_requests,run=x response_time=0.123456789 {Some.Noon + 2}\n");
            await store.WriteLinesAsync(new InfluxWrite(Store.RunsDatabase, "", TimePrecision.Nanoseconds), new MemoryStream(Encoding.UTF8.GetBytes(lines)), TestContext.Current.CancellationToken);
        }

        Assert.Equal([[12.345678, 12.345678], [0.5, 0.25], [0.123456789, null]], _store.Rows("SELECT response_time, service_time FROM cicada_requests ORDER BY time"));
        Assert.Equal("DOUBLE", TypeInTheTable());
    }

    [Fact]
    public async Task Whoever_looks_at_the_file_as_it_was_reads_on()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));
        using var file = StoreFile.OpenOrCreate(_store.Path, RecordingSettings.OfOwnFile);
        using var snapshot = file.OpenSnapshot();

        file.InTransaction(() => new PointWriter(file).Write(Store.RunsDatabase, null, [Point(1, 1.0 / 3)], Some.Noon));

        Assert.Equal([12.345678], Times(snapshot));
        Assert.Equal([12.345678, 1.0 / 3], Times(file));

        static double[] Times(StoreFile file)
        {
            var table = file.Catalogue.Find("cicada_requests")!;
            return [.. file.Query($"SELECT p.{table.Field("response_time")!.SqlName} FROM {table.Joined} ORDER BY p.time").Select(row => (double)row[0]!)];
        }
    }

    [Fact]
    public async Task Where_a_write_fails_the_column_is_what_it_was()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));

        using (var file = StoreFile.OpenOrCreate(_store.Path, RecordingSettings.OfOwnFile))
        {
            Assert.Throws<InvalidOperationException>(() => file.InTransaction(() =>
            {
                new PointWriter(file).Write(Store.RunsDatabase, null, [Point(1, 1.0 / 3)], Some.Noon);
                throw new InvalidOperationException();
            }));
        }

        Assert.Equal("DECIMAL(18,6)", TypeInTheTable());
        using var store = Store.Open(_store.Path);
        store.Write(Store.RunsDatabase, null, [Point(1, 0.1)]);
    }

    private static Point Point(int offset, double milliseconds) =>
        new(
            "cicada_requests",
            [.. new RunPoints(Some.Run()).OfRequest(Some.Sample(Some.Key())).Tags],
            [new("response_time", FieldValue.Float(milliseconds))],
            Some.Noon + offset);

    private string TypeInTheTable()
    {
        var column = _store.Rows("SELECT measurement, id FROM catalogue.columns WHERE name = 'response_time'").Single();
        return (string)_store.Scalar($"SELECT data_type FROM duckdb_columns() WHERE table_name = 'points_{column[0]}' AND column_name = 'f{column[1]}'")!;
    }
}
