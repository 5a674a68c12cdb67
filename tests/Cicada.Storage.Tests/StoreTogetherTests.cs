using System.Text;
using Cicada.Influx;
using Cicada.Storage.InfluxQl;
using CsCheck;

namespace Cicada.Storage.Tests;

/// <summary>Everything a process does with its one open store, at the same time: what was put in is what is there.</summary>
public sealed class StoreTogetherTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    [Trait("Category", "EndToEnd")]
    public Task Count_in_is_count_out_whatever_happens_beside_a_run() =>
        Gen.Select(Gen.Int[1, 3000].Array[3, 12], Gen.Int[1, 4], (sizes, readers) => (sizes, readers)).SampleAsync(one => RunAsync(one.sizes, one.readers), iter: 4, threads: 1);

    private static async Task RunAsync(int[] sizes, int readers)
    {
        using var folder = new TemporaryStore();
        using var store = Store.Open(folder.Path);
        await RecordAsync(store, Some.Run("r20261122-120000-one"), [20]);
        await RecordAsync(store, Some.Run("r20261122-120000-two"), [20]);
        using var ended = new CancellationTokenSource();
        var lines = 0;
        var beside = new List<Task>
        {
            Task.Run(async () =>
            {
                for (; !ended.IsCancellationRequested; lines++)
                {
                    await WriteAsync(store, $"cicada_requests,run=other,request_type=GET,name=/{lines % 7},success=true,exception=None,user_class=U,worker=1 response_time=1.5 {Some.Noon + lines}");
                }
            }),
            Task.Run(() =>
            {
                using var history = store.OpenHistory(StoreAccess.Change, None);
                for (var i = 0; !ended.IsCancellationRequested; i++)
                {
                    history.Label("r20261122-120000-two", new Dictionary<string, string?> { ["turn"] = $"{i}" });
                }
            }),
            Task.Run(() =>
            {
                using var history = store.OpenHistory(StoreAccess.Change, None);
                history.Delete("r20261122-120000-one");
            }),
        };
        beside.AddRange(Enumerable.Range(0, readers).Select(_ => Task.Run(() =>
        {
            var most = 0L;
            while (!ended.IsCancellationRequested)
            {
                using var history = store.OpenHistory(StoreAccess.Read, None);
                if (history.List().Any(run => run.Run == Some.Run().Id))
                {
                    var count = history.CountPoints(Some.Run().Id, "cicada_requests");

                    // A batch is there as a whole or not, and stays.
                    Assert.True(count >= most);
                    Assert.Contains(count, Sums(sizes));
                    most = count;
                }
            }
        })));

        await RecordAsync(store, Some.Run(), sizes);
        await ended.CancelAsync();
        await Task.WhenAll(beside);

        using var after = store.OpenHistory(StoreAccess.Read, None);
        Assert.Equal(sizes.Sum(), after.CountPoints(Some.Run().Id, "cicada_requests"));
        Assert.Equal(20, after.CountPoints("r20261122-120000-two", "cicada_requests"));
        using var rows = after.Sql("SELECT run, count(*) FROM cicada_requests GROUP BY run ORDER BY run");
        Assert.Equal(["other", "r20261122-120000-two", Some.Run().Id], rows.Rows.Select(row => (string)row[0]!).Order(StringComparer.Ordinal));
        Assert.Equal(lines, store.ReadPoints(Store.RunsDatabase, null, "cicada_requests", [new("run", "other")], limit: int.MaxValue).Count);
    }

    private static IEnumerable<long> Sums(int[] sizes) => sizes.Select((_, i) => (long)sizes.Take(i).Sum()).Append(sizes.Sum());

    private static async Task RecordAsync(Store store, RunDescription run, int[] sizes)
    {
        var output = new StoreOutput(store);
        await output.OpenAsync(new OutputContext { Run = run }, None);
        var offset = 0;
        foreach (var (size, index) in sizes.Select((size, index) => (size, index)))
        {
            await output.WriteAsync(Some.Batch(Some.Samples(Some.Key($"/{index}", index), size, offset)), None);
            offset += size;
        }

        await output.CloseAsync(run, Some.Summary(run, sizes.Sum()), None);
    }

    private static async Task WriteAsync(Store store, string line)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(line));
        Assert.Equal(InfluxWriteKind.Stored, (await store.WriteLinesAsync(new InfluxWrite(Store.RunsDatabase, "", TimePrecision.Nanoseconds), stream, None)).Kind);
    }
}
