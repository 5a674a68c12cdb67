using Cicada.Influx;

namespace Cicada.Storage.Tests;

public sealed class MeasurementTableTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Names_SQL_cannot_tell_apart_are_columns_of_their_own()
    {
        Write(
            "odd \"names\"'; DROP SCHEMA data; --",
            new Point("odd \"names\"'; DROP SCHEMA data; --", [new("Name", "a"), new("name", "b"), new("time", "c"), new("run", "r")], [new("NAME", FieldValue.Integer(1)), new("f\"1", FieldValue.Boolean(true))], 7));

        Assert.Equal(
            ["time", "Name", "name_2", "time_2", "run", "NAME_3", "f\"1"],
            _store.Rows("SELECT column_name FROM duckdb_columns() WHERE schema_name = 'main' AND table_name LIKE 'odd%' ORDER BY column_index").Select(row => row[0]));
        Assert.Equal(["a", "b", "c", "r", 1L, true], _store.Rows("SELECT * EXCLUDE (time) FROM \"odd \"\"names\"\"'; DROP SCHEMA data; --\"").Single());
    }

    [Fact]
    public void Measurements_that_differ_in_case_only_have_a_view_each()
    {
        Write("cpu", new Point("cpu", [], [new("v", FieldValue.Integer(1))], 1));
        Write("CPU", new Point("CPU", [], [new("v", FieldValue.Integer(2))], 1));

        Assert.Equal([[1L, 2L]], _store.Rows("SELECT a.v, b.v FROM cpu a, \"CPU_2\" b"));
    }

    [Fact]
    public void A_field_keeps_its_first_type()
    {
        Write("m", new Point("m", [], [new("v", FieldValue.Float(1.5))], 1));

        foreach (var value in new[] { FieldValue.String("x"), FieldValue.Integer(2), FieldValue.Boolean(true) })
        {
            var refused = Assert.Throws<StoreException>(() => Write("m", new Point("m", [], [new("v", value)], 3)));
            Assert.Contains("Field 'v' of measurement 'm' is of type 'float'", refused.Message, StringComparison.Ordinal);
            Assert.Equal(OutputFailureKind.Permanent, refused.FailureKind);
        }

        Assert.Equal([[1.5]], _store.Rows("SELECT v FROM m ORDER BY time"));
    }

    [Fact]
    public void An_empty_tag_is_no_tag()
    {
        Write("m", new Point("m", [new("a", ""), new("b", "x")], [new("v", FieldValue.Integer(1))], 1));
        Write("m", new Point("m", [new("b", "x")], [new("v", FieldValue.Integer(1))], 2));

        Assert.Equal([[null, "x"]], _store.Rows("SELECT DISTINCT a, b FROM m"));
        Assert.Equal(1L, _store.Scalar("SELECT count(*) FROM data.series_1"));
    }

    [Fact]
    public void A_series_stays_the_same_when_tags_are_added()
    {
        Write("m", new Point("m", [new("b", "x")], [new("v", FieldValue.Integer(1))], 1));
        Write("m", new Point("m", [new("b", "x"), new("c", "y")], [new("v", FieldValue.Integer(1))], 2), new Point("m", [new("b", "x")], [new("v", FieldValue.Integer(1))], 3));

        Assert.Equal([["x", null, 2L], ["x", "y", 1L]], _store.Rows("SELECT b, c, count(*) FROM m GROUP BY ALL ORDER BY c NULLS FIRST"));
        Assert.Equal(2L, _store.Scalar("SELECT count(*) FROM data.series_1"));
    }

    [Fact]
    public void A_name_with_a_NUL_is_refused()
    {
        var refused = Assert.Throws<StoreException>(() => Write("m", new Point("m", [new("a\0b", "x")], [new("v", FieldValue.Integer(1))], 1)));

        Assert.Contains("'a\\0b' contains a NUL", refused.Message, StringComparison.Ordinal);
    }

    private void Write(string measurement, params Point[] points)
    {
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        using var transaction = file.Connection.BeginTransaction();
        var table = file.Catalogue.Ensure(
            measurement,
            points.SelectMany(point => point.Tags).Select(tag => tag.Key).Distinct(),
            points.SelectMany(point => point.Fields).Select(one => (one.Key, one.Value.Type)).Distinct());
        var writer = new MeasurementWriter(file, table, new PointTag("b", "x"));
        writer.Write(points);
        writer.WriteSeries();
        transaction.Commit();
    }
}
