using Cicada.Influx;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class InfluxStoreTests : IDisposable
{
    private readonly TemporaryStore _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private Store _store;
    private InfluxStore _influx;

    public InfluxStoreTests()
    {
        _store = Store.Open(_folder.Path, _clock);
        _influx = new InfluxStore(_store, new PlainPasswords(), _clock);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_statement_that_fails_ends_the_query() =>
        Assert.Equal("#0\n#1\nerror database not found: nope\n", Ask("create database d; show tag keys on nope; create database e"));

    [Fact]
    public void A_statement_is_done_when_its_answer_is_read()
    {
        foreach (var result in _influx.Query(new("create database d; create database e"), CancellationToken.None).Take(1))
        {
            Assert.DoesNotContain("d", _store.Databases);
            Assert.Empty(result.Rows);
            Assert.Contains("d", _store.Databases);
        }

        Assert.DoesNotContain("e", _store.Databases);
    }

    [Fact]
    public void What_is_not_InfluxQL_is_refused_in_the_call() =>
        Assert.Throws<QuerySyntaxException>(() => _influx.Query(new("show databases; nonsense"), CancellationToken.None));

    [Fact]
    public void A_measurement_has_the_tags_it_has_in_any_retention_policy_of_its_database()
    {
        Ask("create database d; create retention policy other on d duration 0s replication 1");
        _store.Write("d", "other", [new Point("cpu", [new("rack", "r")], [new("load", FieldValue.Float(1)), new("x", FieldValue.Float(2))], 10)]);
        _store.Write("d", null, [new Point("cpu", [new("host", "a")], [new("load", FieldValue.Float(2))], 20)]);

        Assert.Contains("host=a", Ask("select mean(load) from cpu group by *", "d"), StringComparison.Ordinal);
        Assert.Contains("rack=", Ask("select mean(load) from cpu group by *", "d"), StringComparison.Ordinal);
        Assert.Contains("(time, host, load, rack)", Ask("select * from cpu", "d"), StringComparison.Ordinal);
        Assert.Equal(Ask("select load from cpu", "d"), Ask("select load from cpu where rack = ''", "d"));
    }

    [Fact]
    public void Users_policies_and_continuous_queries_are_there_after_a_restart()
    {
        Ask("create user adm with password 'x' with all privileges; create user a with password 'y'; create database d with duration 1d replication 2; grant read on d to a; set password for a = 'z'");
        Ask("create continuous query c on d begin select mean(v) into t from m group by time(10m) end", "d");
        var before = Ask("show users; show grants for a; show retention policies on d; show continuous queries");

        _store.Dispose();
        _store = Store.Open(_folder.Path, _clock);
        _influx = new InfluxStore(_store, new PlainPasswords(), _clock);

        Assert.Equal(before, Ask("show users; show grants for a; show retention policies on d; show continuous queries"));
        Assert.True(_influx.HasAdmin);
        Assert.Equal("hash of z", _influx.FindUser("a")!.PasswordHash);
        Assert.DoesNotContain("hash", _influx.FindUser("a")!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_goes_with_what_belongs_to_it()
    {
        Ask("create database d; create user a with password 'y'; grant read on d to a");
        Ask("create continuous query c on d begin select mean(v) into t from m group by time(10m) end", "d");

        Ask("drop database d; create database d");

        Assert.Equal("#0\n- {-} (database, privilege)\n", Ask("show grants for a"));
        Assert.Empty(_influx.Continuous.All);
    }

    [Fact]
    public void The_runs_of_Cicada_are_dropped_and_their_policy_is_not()
    {
        Assert.Contains("holds the runs and cannot be dropped", Ask("drop retention policy autogen on cicada"), StringComparison.Ordinal);
        Assert.Equal("#0\n", Ask("drop database cicada"));
        Assert.Contains("cicada", _store.Databases);
    }

    [Fact]
    public void A_subscription_is_refused_since_nothing_would_be_forwarded() =>
        Assert.Contains("does not forward", Ask("create subscription s on cicada.autogen destinations all 'http://localhost:1'"), StringComparison.Ordinal);

    [Fact]
    public void A_query_is_shown_while_it_runs_and_can_be_killed()
    {
        using var running = _influx.Query(new("show queries; create user a with password 'secret'; show databases") { Database = "d" }, CancellationToken.None).GetEnumerator();
        Assert.True(running.MoveNext());
        _clock.Advance(TimeSpan.FromMilliseconds(1500));

        var shown = Ask("show queries");
        Assert.Equal("#0\n", Ask("kill query 1"));
        Assert.Equal("#0\nerror already killed\n", Ask("kill query 1"));

        Assert.Contains(" 1 | SHOW QUERIES;\nCREATE USER a WITH PASSWORD [REDACTED];\nSHOW DATABASES | d | 1s | running\n", shown, StringComparison.Ordinal);
        Assert.Equal("query interrupted", Assert.Throws<QueryFailedException>(() => running.Current.Rows.ToList()).Message);
        Assert.False(running.MoveNext());
        Assert.Equal("#0\nerror no such query id: 1\n", Ask("kill query 1"));
    }

    [Fact]
    public void Whoever_may_not_do_everything_sees_no_queries_but_what_he_may_see()
    {
        Ask("create database d; create database e; create user adm with password 'x' with all privileges; create user rd with password 'x'; grant read on d to rd");
        Ask("create continuous query mine on d begin select mean(v) into t from m group by time(10m) end", "d");
        Ask("create continuous query secret on e begin select mean(v) into t from m group by time(10m) end", "e");
        using var running = _influx.Query(As("adm", "show measurements on e"), CancellationToken.None).GetEnumerator();
        Assert.True(running.MoveNext());

        var seen = AnswerText.Of(_influx, As("rd", "show queries; show continuous queries"));
        var all = AnswerText.Of(_influx, As("adm", "show queries; show continuous queries"));

        Assert.DoesNotContain("show measurements", seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", seen, StringComparison.Ordinal);
        Assert.Contains("SHOW QUERIES;", seen, StringComparison.Ordinal);
        Assert.Contains("mine | ", seen, StringComparison.Ordinal);
        Assert.Contains("SHOW MEASUREMENTS ON e", all, StringComparison.Ordinal);
        Assert.Contains("secret | ", all, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_gone_while_a_statement_runs_is_said_in_the_words_of_InfluxDB()
    {
        _store.CreateDatabase("d");

        Assert.Equal("database not found: gone", Said(() => _store.Write("gone", null, [Point()])));
        Assert.Equal("database not found: gone", Said(() => _store.ChangeFile(file => file.Catalogue.DropPolicy("gone", "p"))));
        Assert.Equal("retention policy not found: gone", Said(() => _store.Write("d", "gone", [Point()])));

        string Said(Action act)
        {
            using var running = new RunningQueries(_clock, TimeSpan.FromMinutes(1)).Begin(new("x"), "x", CancellationToken.None);
            return Assert.Throws<QueryFailedException>(() => new StatementAnswer(AnswerRows.After(act), [], running).ToList()).Message;
        }

        static Influx.Point Point() => new("m", [], [new("v", 1)], 1);
    }

    [Fact]
    public void A_query_has_its_time()
    {
        using var running = _influx.Query(new("show databases"), CancellationToken.None).GetEnumerator();
        Assert.True(running.MoveNext());

        _clock.Advance(QueryLimits.Default.Time);

        Assert.Equal("query-timeout limit exceeded", Assert.Throws<QueryFailedException>(() => running.Current.Rows.ToList()).Message);
    }

    [Fact]
    public void Whoever_gives_up_is_not_answered()
    {
        using var patience = new CancellationTokenSource();
        using var running = _influx.Query(new("show databases"), patience.Token).GetEnumerator();
        Assert.True(running.MoveNext());

        patience.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => running.Current.Rows.ToList());
    }

    [Fact]
    public void An_answer_is_read_once()
    {
        var result = Assert.Single(_influx.Query(new("show databases"), CancellationToken.None));

        Assert.Throws<InvalidOperationException>(() => result.Rows.Concat(result.Rows).ToList());
    }

    [Fact]
    public void Many_series_come_some_at_a_time()
    {
        _store.CreateDatabase("d");
        _store.Write("d", null, [.. Enumerable.Range(0, 25).Select(i => new Influx.Point("m", [new("t", $"{i:D2}")], [new("v", 1)], i))]);

        var rows = _influx.Query(new("show series") { Database = "d", ChunkRows = 10 }, CancellationToken.None).SelectMany(result => result.Rows).ToList();

        Assert.Equal([(10, true), (10, true), (5, false)], rows.Select(some => (some.Rows!.Count, some.IsPartial)));
    }

    [Fact]
    public void A_plan_says_what_is_read_and_how()
    {
        _store.CreateDatabase("d");
        _store.Write("d", null, [new Influx.Point("m", [new("t", "x")], [new("v", 1.5)], 5), new Influx.Point("m", [new("t", "y")], [new("v", 2.5)], 6)]);

        var aggregate = Ask("explain select mean(v) from m where t = 'x' and time >= 0 and time < 1m group by time(10s)", "d");
        var raw = Ask("explain select v from m", "d");
        var analyzed = Ask("explain analyze select v from m", "d");

        Assert.Contains(" EXPRESSION: mean(v::float)\n MEASUREMENT: d.autogen.m\n TIME RANGE: 1970-01-01T00:00:00Z to 1970-01-01T00:00:59.999999999Z\n", aggregate, StringComparison.Ordinal);
        Assert.Contains("INTERVALS: 10s\n", aggregate, StringComparison.Ordinal);
        Assert.Contains(" NUMBER OF SERIES: 1\n SQL: SELECT p.time", aggregate, StringComparison.Ordinal);
        Assert.Contains(" AUXILIARY FIELDS: v::float\n", raw, StringComparison.Ordinal);
        Assert.Contains(" NUMBER OF SERIES: 2\n", raw, StringComparison.Ordinal);
        Assert.Contains(" ROWS READ: 2\n ROWS ANSWERED: 2\n planning_time: 0s\n", analyzed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(QueryPrivilege.All, QueryPrivilege.Read, QueryPrivilege.Write)]
    [InlineData(QueryPrivilege.All, QueryPrivilege.Write, QueryPrivilege.Read)]
    [InlineData(QueryPrivilege.Read, QueryPrivilege.Read, QueryPrivilege.None)]
    [InlineData(QueryPrivilege.Read, QueryPrivilege.Write, QueryPrivilege.Read)]
    [InlineData(QueryPrivilege.Write, QueryPrivilege.All, QueryPrivilege.None)]
    [InlineData(QueryPrivilege.None, QueryPrivilege.Read, QueryPrivilege.None)]
    internal void Of_a_privilege_is_left(QueryPrivilege granted, QueryPrivilege taken, QueryPrivilege left) => Assert.Equal(left, UserStatements.Without(granted, taken));

    private InfluxQuery As(string user, string text) => new(text) { Database = "d", AsksForUser = true, User = _influx.FindUser(user) };

    private string Ask(string text, string database = "") => AnswerText.Of(_influx, new InfluxQuery(text) { Database = database });
}
