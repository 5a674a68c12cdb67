using Cicada.Tests.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>Between the writer and a real InfluxDB everything goes wrong that can: never lost, never double.</summary>
[Trait("Category", "EndToEnd")]
public sealed class FaultInjectionTests(InfluxProgram program) : IClassFixture<InfluxProgram>
{
    private static readonly Fault[] All = [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None)];

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Each_fault_in_its_turn_neither_loses_a_point_nor_doubles_one()
    {
        await using var server = await InfluxServer.StartAsync();
        var requests = 0;
        await using var proxy = new FaultProxy(server.Address, _ =>
        {
            var request = Interlocked.Increment(ref requests);
            return request % 2 == 0 ? Fault.None : All[request / 2 % All.Length];
        });
        await using var scene = new InfluxScene(program);

        // Small batches, so that there are many.
        var result = await scene.RunAsync(
            "-t", "4s", "--no-store", "--influx", InfluxScene.At(proxy.Address), "--influx-batch-size", "200", "--influx-flush-interval", "100ms");
        await proxy.DisposeAsync();

        Assert.True(All.All(proxy.Done.ContainsKey), $"Only these were done: {Told(proxy)}\n{result}");
        await scene.ExpectEverythingThereAsync(result, server);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Faults_by_chance_neither_lose_a_point_nor_double_one()
    {
        for (var round = 0; round < FaultProgram.Rounds; round++)
        {
            var seed = Environment.ProcessId + (round * 7919);
            var plan = new FaultPlan(seed, share: 0.4);
            await using var server = await InfluxServer.StartAsync();
            await using var proxy = new FaultProxy(server.Address, _ => plan.Next());
            await using var scene = new InfluxScene(program) { Users = 10, Rate = 200 };

            var result = await scene.RunAsync(
                "-t", "4s", "--no-store", "--influx", InfluxScene.At(proxy.Address), "--influx-batch-size", "250", "--influx-flush-interval", "100ms");
            await proxy.DisposeAsync();

            TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {scene.Target.Answered} requests, {Told(proxy)}");
            await scene.ExpectEverythingThereAsync(result, server);
        }
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_that_answers_late_and_in_pieces_slows_nobody()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var proxy = new FaultProxy(server.Address, path => path == "/write" ? Fault.DelayAnswer : Fault.SingleBytes) { Delay = TimeSpan.FromMilliseconds(700) };
        await using var scene = new InfluxScene(program) { Users = 10, Rate = 200 };

        var result = await scene.RunAsync("-t", "5s", "--influx", InfluxScene.At(proxy.Address), "--influx-batch-size", "500");

        await scene.ExpectEverythingThereAsync(result, server);
    }

    private static string Told(FaultProxy proxy) => string.Join(", ", proxy.Done.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"));
}
