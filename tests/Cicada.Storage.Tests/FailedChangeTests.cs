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

        Assert.Contains("db", _store.Store.Databases);

        Assert.Equal(Many - 1, QueriedStore.RowsOf(cursor, 1).Count());
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task A_merge_that_finds_too_little_memory_ends_no_query_and_is_done_later()
    {
        using var points = _store.Open();
        using var cursor = points.Scan(Loads, TestContext.Current.CancellationToken);
        Assert.True(cursor.Read());
        _store.Store.ChangeFile(file => file.Execute("SET max_temp_directory_size = '0KiB'; SET memory_limit = '24MiB'"));
        var text = new string('x', 20_000);
        await WriteAsync(string.Concat(Enumerable.Range(0, 1_500).Select(i => $"m text=\"{i}{text}\",v={i} {i + 1}\n")));

        var failed = Record.Exception(() => _store.Store.Databases);

        Assert.StartsWith("There is too little memory", Assert.IsType<StoreException>(failed).Message, StringComparison.Ordinal);
        Assert.Equal(Many - 1, QueriedStore.RowsOf(cursor, 1).Count());
        _store.Store.Dispose();
        using var again = Store.Open(_store.Path);
        Assert.Equal(1_500, again.ReadPoints("db", null, "m").Count);
    }

    private Task<InfluxWriteOutcome> WriteAsync(string lines) => _store.Store.WriteLinesAsync(
        new InfluxWrite("db", "", TimePrecision.Nanoseconds), new MemoryStream(Encoding.UTF8.GetBytes(lines)), TestContext.Current.CancellationToken);
}
