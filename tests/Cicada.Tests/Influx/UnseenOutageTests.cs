using Cicada.Tests.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>An InfluxDB that goes away and comes back: the load goes on as before, second by second.</summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(InfluxOutages))]
public sealed class UnseenOutageTests(InfluxProgram program) : IClassFixture<InfluxProgram>
{
    // Nothing else runs beside this test, and each of the two hardly uses the machine: together they take as long as the longer one.
    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_that_is_killed_or_stopped_for_half_a_minute_costs_neither_load_nor_points()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGSTOP.");
        await Task.WhenAll(
            ExpectUnseenAsync(server => server.KillAsync(), 5000, server => server.StartAgainAsync()),
            ExpectUnseenAsync(
                server =>
                {
                    server.Stop();
                    return Task.CompletedTask;
                },
                30_000,
                server =>
                {
                    server.Continue();
                    return Task.CompletedTask;
                }));
    }

    private async Task ExpectUnseenAsync(Func<InfluxServer, Task> leave, long requestsMeanwhile, Func<InfluxServer, Task> comeBack)
    {
        await using var server = await InfluxServer.StartAsync();
        await using var scene = new InfluxScene(program);
        await using var run = scene.Start("--no-store", "--influx", InfluxScene.At(server.Address));
        await run.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);
        await scene.AnsweredMoreAsync(4000);

        var outage = new Outage();
        await leave(server);
        await scene.AnsweredMoreAsync(requestsMeanwhile);
        await comeBack(server);
        outage.End();
        await scene.AnsweredMoreAsync(4000);
        run.Terminate();

        await scene.ExpectEverythingThereAsync(await run.WaitForExitAsync(), server);
        await outage.ExpectUnseenAsync(server);
    }
}
