using System.Text.Json;
using Cicada.Commands;
using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.KeptRuns;
using Cicada.Storage;
using Cicada.Tests.Commands;
using Cicada.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada.Tests.KeptRuns;

/// <summary>A run that is recorded through the process that has the store open looks like any other in it.</summary>
public sealed class OwnedStoreOutputTests : IDisposable
{
    private const string Arguments = "--headless -i 20 --test shop --only-summary --run-label team=shop --note hello";

    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task A_second_run_is_recorded_into_the_store_of_the_first_as_if_it_were_alone()
    {
        await RecordAsync();
        var alone = await ShapesAsync();
        using (var store = Store.Open(_door.Store))
        {
            await using var listener = new StoreListener(store, QueryLimits.Default, TimeProvider.System, NullLoggerFactory.Instance, "Test");
            await listener.StartAsync(new WebHostOptions { Secret = new WebSecret("let me in, please") }, new InfluxApiOptions(), null, anyPort: false, TestContext.Current.CancellationToken);

            await RecordAsync();

            Assert.Contains($"{listener.Address.GetLeftPart(UriPartial.Authority)}/runs/r", _door.Output, StringComparison.Ordinal);
            using var history = store.OpenHistory(StoreAccess.Read, TestContext.Current.CancellationToken);
            var summary = history.ReadSummary("latest");
            Assert.Equal((2, RunState.Finished, 20L, "hello"), (history.List().Count, summary.State, history.CountPoints("latest", "cicada_requests"), summary.Note));
            Assert.Equal((20L, 20L, "store"), (summary.Recording.Recorded, summary.Recording.Stored, summary.Recording.Outputs.Single().Name));
        }

        Assert.Equal(alone, await ShapesAsync());
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task What_the_owner_does_not_take_any_more_is_in_the_store_when_it_is_opened_the_next_time()
    {
        var run = new RunDescription { Id = "r20261128-200000-abc", Test = "shop", State = RunState.Running, Started = DateTimeOffset.UnixEpoch };
        var owner = new StoreOwner { ProcessId = Environment.ProcessId, ProcessStarted = DateTimeOffset.UtcNow, Machine = "here", Program = "gone", Address = "http://127.0.0.1:1", Token = "x" };
        await using var output = new OwnedStoreOutput(owner, _door.Store, TimeProvider.System);
        await output.OpenAsync(new OutputContext { Run = run }, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<OutputException>(async () => await output.WriteAsync(new OutputBatch { Requests = Array.Empty<RequestSample>() }, TestContext.Current.CancellationToken));

        // The run keeps it then, where whoever opens the store looks.
        Assert.Equal(OutputFailureKind.Temporary, refused.Kind);
        Assert.Equal((new StoreOutput(_door.Store).SpoolFolder, new StoreOutput(_door.Store).Name, ""), (output.SpoolFolder, output.Name, ((IOutput)output).SpoolNote));
    }

    private async Task RecordAsync() => await _door.RunAsync(Arguments, test =>
    {
        test.Users.Add<DoorUsers.GoodUser>();
        test.Users.Add<DoorUsers.FailingUser>();
    });

    /// <summary>What the points of the latest run look like, whatever their values: measurement, tags, and fields with their types.</summary>
    private async Task<List<string>> ShapesAsync()
    {
        Assert.Equal(0, await _door.RunToolAsync("export latest --format jsonl"));
        return
        [
            .. _door.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => ShapeOf(JsonDocument.Parse(line).RootElement)).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    // Which buckets of latency are used is a matter of luck.
    private static string ShapeOf(JsonElement point) => string.Join(' ', point.EnumerateObject().Select(part => part.Value.ValueKind == JsonValueKind.Object
        ? $"{part.Name}: {string.Join(',', part.Value.EnumerateObject().Where(one => !one.Name.StartsWith("le_", StringComparison.Ordinal)).Select(one => $"{one.Name} {(part.Name == "tags" ? "" : one.Value.ValueKind)}"))}"
        : part.Name == "measurement" ? part.Value.GetString() : part.Name));
}
