using Cicada.Influx;
using Cicada.Storage.InfluxQl;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests.InfluxQl;

public sealed class ContinuousQueriesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryStore _folder = new();
    private readonly FakeTimeProvider _clock = new(Noon.AddMinutes(25));
    private Store _store;
    private InfluxStore _influx;

    public ContinuousQueriesTests()
    {
        _store = Store.Open(_folder.Path, _clock);
        _influx = new InfluxStore(_store, new PlainPasswords(), _clock);
        Ask("create database d");
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_query_writes_what_has_come_to_its_end_and_goes_on_from_there()
    {
        Ask("create continuous query c on d begin select sum(v) into t from m group by time(10m), host end");
        Write("m,host=a v=9", Noon.AddMinutes(19));
        Write("m,host=a v=1", Noon.AddMinutes(21));
        Write("m,host=a v=2", Noon.AddMinutes(22));
        Write("m,host=b v=5", Noon.AddMinutes(23));
        Write("m,host=a v=7", Noon.AddMinutes(31));

        Assert.False(Run());
        _clock.Advance(TimeSpan.FromMinutes(5));
        var isRun = Run();
        var isRunAgain = Run();

        Assert.True(isRun);
        Assert.False(isRunAgain);
        Assert.Equal(Table("t {-} (time, host, sum)", (20, "a | 3"), (20, "b | 5")), Ask("select * from t"));

        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.True(Run());
        Assert.Equal(Table("t {-} (time, host, sum)", (20, "a | 3"), (20, "b | 5"), (30, "a | 7")), Ask("select * from t"));
    }

    [Fact]
    public void What_a_query_says_of_time_itself_is_no_matter()
    {
        Ask("create continuous query c on d begin select count(v) into t from m where time > now() - 1s and host = 'a' group by time(10m) end");
        Run();
        Write("m,host=a v=1", Noon.AddMinutes(21));
        Write("m,host=b v=1", Noon.AddMinutes(21));

        _clock.Advance(TimeSpan.FromMinutes(10));
        Run();

        Assert.Equal(Table("t {-} (time, count)", (20, "1")), Ask("select * from t"));
    }

    [Fact]
    public void After_a_restart_it_goes_on_where_it_was()
    {
        Ask("create continuous query c on d begin select count(v) into t from m group by time(10m) end");
        Run();
        Write("m,host=a v=1", Noon.AddMinutes(21));
        Write("m,host=a v=1", Noon.AddMinutes(31));

        _store.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(20));
        _store = Store.Open(_folder.Path, _clock);
        _influx = new InfluxStore(_store, new PlainPasswords(), _clock);
        Run();

        Assert.Equal(Table("t {-} (time, count)", (20, "1"), (30, "1")), Ask("select * from t"));
    }

    [Fact]
    public async Task They_are_run_in_the_background_and_failures_are_told()
    {
        Ask("create retention policy p on d duration inf replication 1");
        Ask("create continuous query good on d begin select count(v) into t from m group by time(10m) end");
        Ask("create continuous query bad on d begin select count(v) into d.p.t from m group by time(10m) end");
        Ask("drop retention policy p on d");
        Write("m,host=a v=1", Noon.AddMinutes(26));
        var failure = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var queries = new ContinuousQueries(_influx, _clock, (query, reason) => failure.TrySetResult($"{query.Name}: {reason.Message}"));

        _clock.Advance(ContinuousQueries.Every);
        while (_influx.Continuous.All.Any(query => query.LastRun is null))
        {
            await Task.Yield();
        }

        // The good one comes first.
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("bad: retention policy not found: p", await failure.Task);
        Assert.Equal(Table("t {-} (time, count)", (20, "1")), Ask("select * from t"));
    }

    [Fact]
    public async Task What_nobody_has_foreseen_ends_neither_the_others_nor_the_server()
    {
        Ask("create continuous query c on d begin select count(v) into t from m group by time(10m) end");
        using var failures = new SemaphoreSlim(0);
        Exception? last = null;
        await using var queries = new ContinuousQueries(_influx, _clock, (_, reason) =>
        {
            last = reason;
            failures.Release();
        });
        _store.Dispose();

        _clock.Advance(ContinuousQueries.Every);
        await failures.WaitAsync(TestContext.Current.CancellationToken);
        _clock.Advance(ContinuousQueries.Every);
        await failures.WaitAsync(TestContext.Current.CancellationToken);

        Assert.IsType<ObjectDisposedException>(last);
        await queries.DisposeAsync();
    }

    private bool Run() => _influx.RunIfDue(_influx.Continuous.All.Single(), CancellationToken.None);

    private string Ask(string text) => AnswerText.Of(_influx, new InfluxQuery(text) { Database = "d" });

    private void Write(string line, DateTimeOffset time)
    {
        Assert.True(new LineProtocolReader().TryRead(System.Text.Encoding.UTF8.GetBytes(line), UnixTime.Nanoseconds(time), TimePrecision.Nanoseconds, out var point, out _));
        _store.Write("d", null, [point]);
    }

    private static string Table(string head, params (int Minute, string Row)[] rows) =>
        $"#0\n{head}\n{string.Concat(rows.Select(row => $" {UnixTime.Nanoseconds(Noon.AddMinutes(row.Minute))} | {row.Row}\n"))}";
}
