using System.Text;
using Cicada.Influx;
using Cicada.Storage.InfluxQl;
using Cicada.Storage.Tests.InfluxQl;
using Cicada.TestSupport;
using CsCheck;

namespace Cicada.Storage.Tests;

public sealed class DecimalTimeTests : IDisposable
{
    private const double Finer = 1.0 / 3;
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
        Assert.Equal(["DECIMAL(18,6)"], TypesInTheTable());
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
        Assert.Equal(["DECIMAL(18,6)"], TypesInTheTable());
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

        var result = store.Write(Store.RunsDatabase, null, [Point(at, Finer)]);
        await output.WriteAsync(Some.Batch(Some.Sample(Some.Key(), 2)), TestContext.Current.CancellationToken);

        Assert.Empty(result.Rejected);
        await output.DisposeAsync();
        store.Dispose();
        Assert.Equal(at == 0 ? [[Finer], [12.345678]] : [[12.345678], [Finer], [12.345678]], _store.Rows(Kept));
        Assert.Equal(["DECIMAL(18,6)", "DOUBLE"], TypesInTheTable());

        // What the catalogue says holds for whoever opens the file.
        await _store.RecordAsync(Some.Run("r20261124-120000-abc"), Some.Batch(Some.Sample(Some.Key(), 3)));
        using (var again = Store.Open(_store.Path))
        {
            again.Write(Store.RunsDatabase, null, [Point(4, Finer)]);
        }

        Assert.Equal([[12.345678], [Finer]], _store.Rows(Kept)[^2..]);
        Assert.Equal(["DECIMAL(18,6)", "DOUBLE"], TypesInTheTable());
    }

    [Fact]
    public async Task One_write_may_append_a_whole_time_and_put_a_finer_one_in_the_place_of_another()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));

        using (var store = Store.Open(_store.Path))
        {
            Assert.Empty(store.Write(Store.RunsDatabase, null, [Point(5, 0.5), Point(0, Finer)]).Rejected);
        }

        Assert.Equal([[Finer], [0.5]], _store.Rows(Kept));
    }

    [Theory]
    [InlineData(Finer, 0.5)]
    [InlineData(0.5, Finer)]
    [InlineData(Finer, Finer * 2)]
    public async Task A_later_time_takes_the_place_of_an_earlier_one_however_both_are_kept(double earlier, double later)
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));
        using (var store = Store.Open(_store.Path))
        {
            store.Write(Store.RunsDatabase, null, [Point(1, earlier)]);
            store.Write(Store.RunsDatabase, null, [Point(1, later)]);
            store.Write(Store.RunsDatabase, null, [Point(2, earlier), Point(2, later)]);

            // One that has another field only leaves it.
            store.Write(Store.RunsDatabase, null, [new("cicada_requests", Point(1, later).Tags, [new("status_code", FieldValue.Integer(201))], Some.Noon + 1)]);
        }

        Assert.Equal([[12.345678, 200L], [later, 201L], [later, null]], _store.Rows("SELECT response_time, status_code FROM cicada_requests ORDER BY time"));
    }

    [Theory]
    [InlineData(Finer, 0.5)]
    [InlineData(0.5, Finer)]
    public async Task Lines_of_one_point_become_one_row_however_their_times_are_kept(double earlier, double later)
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));

        await WriteLinesAsync($"cicada_requests,run=x response_time={earlier:R} {Some.Noon + 2}", $"cicada_requests,run=x response_time={later:R} {Some.Noon + 2}");
        await WriteLinesAsync($"cicada_requests,run=x response_time={earlier:R} {Some.Noon + 2}");

        Assert.Equal([[12.345678], [earlier]], _store.Rows(Kept));
    }

    [Fact]
    public async Task A_line_with_a_finer_time_is_kept_as_it_is_and_InfluxQL_answers_it()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));
        using (var store = Store.Open(_store.Path))
        {
            Assert.Contains("12.345678", Ask(store, "SELECT max(response_time) FROM cicada_requests"), StringComparison.Ordinal);
            await WriteLinesAsync(store, $"cicada_requests,run=x response_time=0.5,service_time=0.25 {Some.Noon + 1}", $"cicada_requests,run=x response_time=50.123456789 {Some.Noon + 2}");

            Assert.Contains("50.123456789", Ask(store, "SELECT max(response_time) FROM cicada_requests"), StringComparison.Ordinal);
            Assert.Contains("50.123456789", Ask(store, "SELECT response_time FROM cicada_requests WHERE response_time > 40"), StringComparison.Ordinal);
            Assert.DoesNotContain("50.1", Ask(store, "SELECT response_time FROM cicada_requests WHERE response_time < 40"), StringComparison.Ordinal);
        }

        Assert.Equal([[12.345678, 12.345678], [0.5, 0.25], [50.123456789, null]], _store.Rows("SELECT response_time, service_time FROM cicada_requests ORDER BY time"));
        Assert.Equal(["DECIMAL(18,6)", "DOUBLE"], TypesInTheTable());
    }

    [Fact]
    public async Task A_field_no_run_records_is_a_double()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));

        await WriteLinesAsync($"cicada_requests,run=x response_time=0.5,ratio=0.123456789 {Some.Noon + 1}");

        Assert.Equal(["DECIMAL(18,6)"], TypesInTheTable());
        Assert.Equal(["DOUBLE"], TypesInTheTable("ratio"));
    }

    [Fact]
    public async Task A_reader_takes_the_spool_with_a_file_that_has_both_columns()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));
        await WriteLinesAsync($"cicada_requests,run=x response_time={Finer:R} {Some.Noon + 1}");
        SpoolFixture.Write(StoreSpool.FolderOf(_store.Path), Some.Run(), 0, Some.Batch(Some.Sample(Some.Key(), 2)));

        using var file = StoreFile.OpenToRead(_store.Path);
        Assert.Equal([12.345678, Finer, 12.345678], Times(file, file.Catalogue.Find("cicada_requests")!));
        Assert.Equal([12.345678, Finer, 12.345678], Times(file, file.Catalogue.Find("cicada_requests")!.Frozen()));
    }

    [Fact]
    public async Task Whoever_looks_at_the_file_as_it_was_reads_on()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));
        using var file = StoreFile.OpenOrCreate(_store.Path, RecordingSettings.OfOwnFile);
        using var snapshot = file.OpenSnapshot();

        file.InTransaction(() => new PointWriter(file).Write(Store.RunsDatabase, null, [Point(1, Finer)], Some.Noon));

        Assert.Equal([12.345678], Times(snapshot, snapshot.Catalogue.Find("cicada_requests")!));
        Assert.Equal([12.345678, Finer], Times(file, file.Catalogue.Find("cicada_requests")!));
    }

    [Fact]
    public async Task Where_a_write_fails_no_column_is_left_behind()
    {
        await _store.RecordAsync(Some.Run(), Some.Batch(Some.Sample(Some.Key())));

        using (var file = StoreFile.OpenOrCreate(_store.Path, RecordingSettings.OfOwnFile))
        {
            Assert.Throws<InvalidOperationException>(() => file.InTransaction(() =>
            {
                new PointWriter(file).Write(Store.RunsDatabase, null, [Point(1, Finer)], Some.Noon);
                throw new InvalidOperationException();
            }));
        }

        Assert.Equal(["DECIMAL(18,6)"], TypesInTheTable());
    }

    private static string Ask(Store store, string query) => AnswerText.Of(new InfluxStore(store, new PlainPasswords()), new InfluxQuery(query) { Database = Store.RunsDatabase });

    private static double[] Times(StoreFile file, MeasurementTable table) =>
        [.. file.Query($"SELECT {table.Field("response_time")!.JoinedName} FROM {table.Joined} ORDER BY p.time").Select(row => (double)row[0]!)];

    private static Point Point(int offset, double milliseconds) =>
        new(
            "cicada_requests",
            [.. new RunPoints(Some.Run()).OfRequest(Some.Sample(Some.Key())).Tags],
            [new("response_time", FieldValue.Float(milliseconds))],
            Some.Noon + offset);

    private async Task WriteLinesAsync(params string[] lines)
    {
        using var store = Store.Open(_store.Path);
        await WriteLinesAsync(store, lines);
    }

    private static async Task WriteLinesAsync(Store store, params string[] lines)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var outcome = await store.WriteLinesAsync(new InfluxWrite(Store.RunsDatabase, "", TimePrecision.Nanoseconds), stream, TestContext.Current.CancellationToken);
        Assert.Equal(InfluxWriteKind.Stored, outcome.Kind);
    }

    private string[] TypesInTheTable(string field = "response_time") =>
    [
        .. _store.Rows("SELECT measurement, id FROM catalogue.columns WHERE name = '" + field + "' ORDER BY id").Select(column =>
            (string)_store.Scalar($"SELECT data_type FROM duckdb_columns() WHERE table_name = 'points_{column[0]}' AND column_name = 'f{column[1]}'")!),
    ];
}
