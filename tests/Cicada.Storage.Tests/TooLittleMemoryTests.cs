using System.Text;
using Cicada.Influx;
using Cicada.Influx.Selection;
using Cicada.Storage.InfluxQl;
using Cicada.Storage.Tests.InfluxQl;

namespace Cicada.Storage.Tests;

/// <summary>Queries that take all the memory there is, beside a run that is recorded and lines that are written.</summary>
[Trait("Category", "EndToEnd")]
public sealed class TooLittleMemoryTests : IDisposable
{
    private const int Batches = 60;
    private const int BatchSize = 500;

    private static readonly QueryLimits Limits = QueryLimits.Default with { MemoryBytes = 64 << 20 };

    private readonly TemporaryStore _folder = new();
    private readonly List<string> _told = [];
    private readonly Store _store;

    public TooLittleMemoryTests() => _store = Store.Open(_folder.Path, TimeProvider.System, _told.Add);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_query_that_wants_too_much_gets_a_sentence_and_neither_the_run_nor_the_lines_beside_it_lose_anything()
    {
        var run = Some.Run();
        var output = new StoreOutput(_store);
        await output.OpenAsync(new OutputContext { Run = run }, TestContext.Current.CancellationToken);
        var influx = new InfluxStore(_store, new PlainPasswords(), limits: Limits);
        Assert.Equal("#0\n", AnswerText.Of(influx, new InfluxQuery("CREATE DATABASE db")));
        Assert.Equal("#0\n", AnswerText.Of(influx, new InfluxQuery("SELECT v FROM nothing") { Database = "db" }));

        using var ended = new CancellationTokenSource();
        var refusals = new List<string>();
        var asking = Task.Run(
            () =>
            {
                // At least once while everything else goes on.
                do
                {
                    using var history = _store.OpenHistory(StoreAccess.Read, CancellationToken.None);
                    refusals.Add(Assert.Throws<StoreException>(() => AskTooMuch(history)).Message);
                }
                while (!ended.IsCancellationRequested);
            },
            TestContext.Current.CancellationToken);
        var written = Task.Run(() => WriteLinesAsync(ended.Token), TestContext.Current.CancellationToken);

        for (var batch = 0; batch < Batches; batch++)
        {
            await WriteAsync(output, Some.Batch(Some.Samples(Some.Key($"/{batch % 7}", batch % 7), BatchSize, batch * BatchSize)));
        }

        // Batches are written again; the end of a run is not, it waits in the spool where it finds no memory. So it comes when the queries have gone.
        await ended.CancelAsync();
        await asking;
        await output.CloseAsync(run, Some.Summary(run, Batches * BatchSize), TestContext.Current.CancellationToken);

        Assert.All(refusals, refusal => Assert.StartsWith("The query cannot be answered: it takes more memory than", refusal, StringComparison.Ordinal));
        Assert.Equal(await written, _store.ReadPoints("db", null, "m", limit: int.MaxValue).Count);
        using var after = _store.OpenHistory(StoreAccess.Read, CancellationToken.None);
        Assert.Equal(Batches * BatchSize, after.CountPoints(run.Id, "cicada_requests"));
        Assert.DoesNotContain(_told, sentence => sentence.Contains("cannot take them", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(_folder.Folder, "*.refused", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_that_had_to_be_opened_again_gives_queries_no_more_memory_than_before()
    {
        var influx = new InfluxStore(_store, new PlainPasswords(), limits: Limits);
        Assert.Equal("#0\n", AnswerText.Of(influx, new InfluxQuery("CREATE DATABASE db")));
        Assert.Equal("#0\n", AnswerText.Of(influx, new InfluxQuery("SELECT v FROM nothing") { Database = "db" }));

        // It is copied, and opened again in its place, by whoever writes next.
        File.Delete(_folder.Path);
        _store.CreateDatabase("another");

        using var history = _store.OpenHistory(StoreAccess.Read, CancellationToken.None);
        Assert.StartsWith("The query cannot be answered: it takes more memory than", Assert.Throws<StoreException>(() => AskTooMuch(history)).Message, StringComparison.Ordinal);
    }

    private static int AskTooMuch(RunHistory history)
    {
        using var rows = history.Sql("SELECT len(list(range)) FROM range(20_000_000)");
        return rows.Rows.Count();
    }

    // As a run does it: what the store does not take for the moment is written again.
    private static async Task WriteAsync(StoreOutput output, OutputBatch batch)
    {
        while (true)
        {
            try
            {
                await output.WriteAsync(batch, TestContext.Current.CancellationToken);
                return;
            }
            catch (OutputException exception) when (exception.Kind == OutputFailureKind.Temporary)
            {
                await Task.Yield();
            }
        }
    }

    private async Task<int> WriteLinesAsync(CancellationToken ended)
    {
        var acknowledged = 0;
        var text = new string('x', 1_000);
        for (var i = 0; !ended.IsCancellationRequested; i++)
        {
            var lines = string.Concat(Enumerable.Range(0, 100).Select(line => $"m,t={line % 3} v={i}i,text=\"{text}\" {(i * 100) + line}\n"));
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(lines));
            var outcome = await _store.WriteLinesAsync(new InfluxWrite("db", "", TimePrecision.Nanoseconds), stream, CancellationToken.None);
            Assert.True(outcome.Kind is InfluxWriteKind.Stored or InfluxWriteKind.Unavailable, outcome.Error);
            acknowledged += outcome.Kind == InfluxWriteKind.Stored ? 100 : 0;
        }

        return acknowledged;
    }
}
