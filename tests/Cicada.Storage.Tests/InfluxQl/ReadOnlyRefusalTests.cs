using Cicada.Influx.Queries;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class ReadOnlyRefusalTests
{
    [Theory]
    [InlineData("DROP DATABASE cicada")]
    [InlineData("SHOW DATABASES; DELETE FROM m")]
    [InlineData("SELECT * INTO b FROM a")]
    [InlineData("DROP MEASUREMENT m")]
    [InlineData("DROP SERIES FROM m")]
    [InlineData("DROP SHARD 1")]
    [InlineData("GRANT ALL PRIVILEGES TO a")]
    [InlineData("KILL QUERY 1")]
    [InlineData("CREATE CONTINUOUS QUERY c ON d BEGIN SELECT mean(v) INTO t FROM m GROUP BY time(10m) END")]
    public void What_changes_something_is_refused_where_nothing_may_be_changed(string text)
    {
        var statements = QueryParser.Parse(text, new Dictionary<string, QueryParameter>());

        var refused = Assert.Throws<QueryForbiddenException>(() => ReadOnlyRefusal.Require(new(text) { MustNotChange = true }, statements));

        Assert.EndsWith("Send it by POST.", refused.Message, StringComparison.Ordinal);
        ReadOnlyRefusal.Require(new(text), statements);
    }

    [Theory]
    [InlineData("SELECT * FROM a; SHOW DATABASES; SHOW USERS")]
    [InlineData("EXPLAIN SELECT * FROM a")]
    public void What_only_reads_is_not(string text) =>
        ReadOnlyRefusal.Require(new(text) { MustNotChange = true }, QueryParser.Parse(text, new Dictionary<string, QueryParameter>()));

    [Fact]
    public void The_store_refuses_before_any_statement_is_run()
    {
        using var folder = new TemporaryStore();
        using var store = Store.Open(folder.Path);
        var influx = new InfluxStore(store, new PlainPasswords());

        var refused = Assert.Throws<QueryForbiddenException>(
            () => influx.Query(new("SHOW DATABASES; CREATE USER u WITH PASSWORD 'secret'") { MustNotChange = true }, TestContext.Current.CancellationToken));

        Assert.StartsWith("'CREATE USER u WITH PASSWORD [REDACTED]' changes something", refused.Message, StringComparison.Ordinal);
        Assert.Null(influx.FindUser("u"));
    }
}
