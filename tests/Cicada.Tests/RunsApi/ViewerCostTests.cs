using System.Diagnostics;
using System.Globalization;
using Cicada.Tests.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.RunsApi;

[Collection(nameof(FullSpeed))]
[Trait("Category", "EndToEnd")]
public sealed class ViewerCostTests(BuiltProgram program)
{
    // Five are lost among what the run itself costs; all a server has places for are not.
    private const int Viewers = 60;
    private const int Seconds = 4;

    [Fact]
    public async Task Five_who_watch_a_run_cost_its_program_less_than_5_ms_of_processor_a_second()
    {
        using var folder = new TemporaryFolder();
        await using var shop = new CountingServer();
        var port = LoopbackPorts.Free(1)[0].ToString(CultureInfo.InvariantCulture);
        await using var running = ProgramRunner.Start(
            await program.ExecutableAsync(), ["--autostart", "-u", "2", "-r", "10", "-H", shop.Address.ToString(), "--web-port", port], folder.Path, new Dictionary<string, string?> { ["RATE"] = "2" });
        await running.WaitForOutputAsync("Web UI: ");
        using var process = Process.GetProcessById(running.Id);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/cicada/v1/"), Timeout = Timeout.InfiniteTimeSpan };
        await running.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);
        using var seconds = new StreamReader(await client.GetStreamAsync("runs/latest/stream", TestContext.Current.CancellationToken));

        // By turns, since what else the machine does changes meanwhile; first until what runs most has been compiled at its best.
        await WatchedAsync(client, seconds, process);
        var without = await SpentAsync(process, seconds);
        var with = await WatchedAsync(client, seconds, process);
        without = Least(without, await SpentAsync(process, seconds));
        with = Least(with, await WatchedAsync(client, seconds, process));

        var five = (with - without) * 5 / Viewers;
        TestContext.Current.TestOutputHelper?.WriteLine($"{without.TotalMilliseconds:F1} ms a second without, {with.TotalMilliseconds:F1} with {Viewers}, {five.TotalMilliseconds:F2} for five");
        Assert.True(five < TimeSpan.FromMilliseconds(5), $"Five viewers cost {five.TotalMilliseconds:F2} ms a second.");
    }

    private static async Task<TimeSpan> WatchedAsync(HttpClient client, StreamReader seconds, Process process)
    {
        using var ending = new CancellationTokenSource();
        var watching = Enumerable.Range(0, Viewers).Select(_ => WatchAsync(client, ending.Token)).ToList();
        await TicksAsync(seconds, 2);
        var spent = await SpentAsync(process, seconds);
        await ending.CancelAsync();
        Assert.All(await Task.WhenAll(watching), bytes => Assert.True(bytes > 1000, $"A viewer received only {bytes} bytes."));
        await TicksAsync(seconds, 1);
        return spent;
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static async Task<TimeSpan> SpentAsync(Process process, StreamReader seconds)
    {
        process.Refresh();
        var before = process.TotalProcessorTime;
        await TicksAsync(seconds, Seconds);
        process.Refresh();
        return (process.TotalProcessorTime - before) / Seconds;
    }

    private static async Task TicksAsync(StreamReader seconds, int count)
    {
        while (count > 0)
        {
            var line = await seconds.ReadLineAsync() ?? throw new InvalidOperationException("The run has ended.");
            count -= line == "event: tick" ? 1 : 0;
        }
    }

    private static async Task<long> WatchAsync(HttpClient client, CancellationToken ending)
    {
        var received = 0L;
        try
        {
            await using var stream = await client.GetStreamAsync("runs/latest/stream", ending);
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer, ending) is > 0 and var read)
            {
                received += read;
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }

        return received;
    }
}
