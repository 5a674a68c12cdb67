using System.Globalization;
using Cicada.Influx;

namespace Cicada.Storage.Tests;

public sealed class PointWriterTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 3)]
    [InlineData(1, 0)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void A_field_that_a_point_says_twice_with_two_types_is_a_conflict(int first, int second)
    {
        FieldValue[] values = [FieldValue.Integer(1), FieldValue.String(new string('x', 100)), FieldValue.Float(2.5), FieldValue.Boolean(true)];
        using var store = Store.Open(_store.Path);

        var result = store.Write("cicada", null, [new Point("m", [], [new("v", values[first]), new("v", values[second])], 1)]);

        Assert.Equal(new FieldConflict("m", "v", values[second].Type, values[first].Type), Assert.Single(result.Rejected).Conflict);
        Assert.Empty(store.Measurements("cicada"));
    }

    [Fact]
    public void A_field_that_is_said_twice_is_found_among_many()
    {
        using var store = Store.Open(_store.Path);
        PointField[] fields = [.. Enumerable.Range(0, 30).Select(i => new PointField($"v{i}", FieldValue.Integer(i)))];

        var result = store.Write("cicada", null, [
            new Point("m", [], [.. fields, new("v3", FieldValue.Boolean(true))], 1),
            new Point("m", [], [.. fields, new("v29", FieldValue.Boolean(true))], 1),
            new Point("m", [], [.. fields, new("v29", FieldValue.Integer(7))], 1)]);

        Assert.Equal([(0, "v3"), (1, "v29")], result.Rejected.Select(point => (point.Index, point.Conflict?.Field)));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MinValue + 1)]
    [InlineData(long.MaxValue)]
    public void A_time_that_InfluxDB_does_not_have_is_refused(long time)
    {
        using var store = Store.Open(_store.Path);

        var result = store.Write("cicada", null, [new Point("m", [], [new("v", FieldValue.Integer(1))], time)]);

        Assert.Contains(time.ToString(CultureInfo.InvariantCulture), Assert.Single(result.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_and_the_last_time_are_stored_and_can_be_asked_for()
    {
        using (var store = Store.Open(_store.Path))
        {
            store.Write("cicada", null, [
                new Point("m", [], [new("v", FieldValue.Integer(1))], long.MinValue + 2),
                new Point("m", [], [new("v", FieldValue.Integer(2))], long.MaxValue - 1)]);
        }

        Assert.Equal([[long.MinValue + 2, 1677L], [long.MaxValue - 1, 2262L]], _store.Rows("SELECT epoch_ns(time), year(time) FROM m ORDER BY time"));
    }

    [Fact]
    public void Names_that_are_no_Unicode_are_refused_since_two_of_them_would_become_one()
    {
        using (var store = Store.Open(_store.Path))
        {
            var result = store.Write("cicada", null, [
                new Point("\uD800", [], [new("v", FieldValue.Integer(1))], 1),
                new Point("m", [new("\uDC00", "x")], [new("v", FieldValue.Integer(1))], 1),
                new Point("m", [], [new("\uD801", FieldValue.Integer(1))], 1),
                new Point("\U0001F41B", [], [new("v", FieldValue.Integer(1))], 1)]);

            Assert.Equal([0, 1, 2], result.Rejected.Select(point => point.Index));
            Assert.All(result.Rejected, point => Assert.Contains("surrogate", point.Reason, StringComparison.Ordinal));
            Assert.Throws<StoreException>(() => store.CreateDatabase("\uD800"));
        }

        using var again = Store.Open(_store.Path);
        Assert.Equal(["\U0001F41B"], again.Measurements("cicada"));
    }

    [Fact]
    public async Task Requests_from_elsewhere_do_not_decide_the_types_that_runs_are_recorded_with()
    {
        using (var store = Store.Open(_store.Path))
        {
            var result = store.Write("cicada", null, [new Point("cicada_requests", [new("run", "a")], [new("response_time", FieldValue.Integer(12))], Some.Noon)]);

            Assert.Equal(FieldType.Float, Assert.Single(result.Rejected).Conflict?.Stored);
        }

        var run = Some.Run();
        await _store.RecordAsync(run, Some.Batch(Some.Sample(Some.Key())), Some.Summary(run, 1));
        Assert.Equal(1L, _store.Scalar("SELECT count(*) FROM cicada_requests"));
    }
}
