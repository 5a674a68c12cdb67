using System.Text;
using Cicada.Influx;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;
using Cicada.Storage.Tests.InfluxQl;

namespace Cicada.Storage.Tests;

/// <summary>A change that fails is nobody's matter but of whoever asked for it.</summary>
public sealed class FailedChangeTests : IDisposable
{
    // More than DuckDB computes ahead of whoever reads.
    private const int Many = 200_000;

    private readonly QueriedStore _store = new();

    public FailedChangeTests() => _store.Store.Write(
        "db", null, [.. Enumerable.Range(0, Many).Select(i => new Point("many", [], [new("load", FieldValue.Float(i))], i))]);

    private static ScanRequest Loads => new() { Measurement = QueriedStore.Key("many"), Columns = [QueriedStore.Float("load")] };

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("a mistake of ours", "")]
    [InlineData("what DuckDB does not understand", "nonsense")]
    [InlineData("what fails in the middle", "SELECT error('no') FROM range(10)")]
    [InlineData("too little memory", "SET memory_limit = '64MiB'; SET temp_directory = ''; CREATE TEMP TABLE lists AS SELECT list(range) FROM range(50_000_000)")]
    public void Queries_that_are_being_answered_go_on(string reason, string statement)
    {
        using var points = _store.Open();
        using var cursor = points.Scan(Loads, TestContext.Current.CancellationToken);
        Assert.True(cursor.Read());

        var failed = Record.Exception(() => _store.Store.ChangeFile(file =>
        {
            file.Catalogue.CreateDatabase("half", null);
            return statement.Length == 0 ? throw new NotSupportedException("not this") : file.Execute(statement);
        }));

        Assert.NotNull(failed);
        Assert.Equal(Many - 1, QueriedStore.RowsOf(cursor, 1).Count());
        Assert.True(!_store.Store.Databases.Contains("half"), reason);
        _store.Store.CreateDatabase("half");
        _store.Write("many load=1 -5");
        Assert.Equal(Many + 1, _store.Scan(Loads).Count);
    }

    [Fact]
    public async Task A_merge_that_fails_ends_no_query()
    {
        using var points = _store.Open();
        using var cursor = points.Scan(Loads, TestContext.Current.CancellationToken);
        Assert.True(cursor.Read());
        _store.Store.ChangeFile(file => file.Execute($"DROP TABLE data.{file.Catalogue.Find("db", null, "many")!.PointsTable}"));
        await WriteAsync("many load=1 -5");

        var failed = Record.Exception(() => _store.Store.Databases);

        Assert.IsType<StoreException>(failed);
        Assert.Equal(Many - 1, QueriedStore.RowsOf(cursor, 1).Count());
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task What_waits_is_merged_also_where_queries_have_taken_all_the_memory_there_is()
    {
        using var points = _store.Open();
        using var cursor = points.Scan(Loads, TestContext.Current.CancellationToken);
        Assert.True(cursor.Read());
        _store.Store.ChangeFile(file => file.Execute("SET temp_directory = ''; SET memory_limit = '24MiB'"));
        var text = new string('x', 20_000);
        await WriteAsync(string.Concat(Enumerable.Range(0, 1_500).Select(i => $"m text=\"{i}{text}\",v={i} {i + 1}\n")));

        Assert.Equal(1_500, _store.Store.ReadPoints("db", null, "m").Count);

        Assert.Equal("1.0 GiB", _store.Store.ReadFile(file => file.Scalar("SELECT current_setting('memory_limit')")));
        Assert.Equal(Many - 1, QueriedStore.RowsOf(cursor, 1).Count());
    }

    private Task<InfluxWriteOutcome> WriteAsync(string lines) => _store.Store.WriteLinesAsync(
        new InfluxWrite("db", "", TimePrecision.Nanoseconds), new MemoryStream(Encoding.UTF8.GetBytes(lines)), TestContext.Current.CancellationToken);
}
