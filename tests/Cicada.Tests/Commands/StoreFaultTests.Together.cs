using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cicada.Storage;
using Cicada.TestSupport;

namespace Cicada.Tests.Commands;

/// <content>One process records a run, answers InfluxQL and takes in lines, all at once, when it is met.</content>
public sealed partial class StoreFaultTests
{
    [Fact]
    public async Task Kill_9_of_a_program_that_records_answers_and_takes_in_lines_keeps_all_that_was_acknowledged_or_seen()
    {
        var random = new Random(Environment.ProcessId);
        for (var round = 0; round < FaultProgram.Rounds; round++)
        {
            await using var server = new CountingServer();
            await using var run = program.StartWithPages(_folder.Path, server, _home.Path);
            using var client = await ReachAsync(run);
            var writing = WriteUntilGoneAsync(client, round, enough: random.Next(20, 200), out var enough);
            var reading = ReadUntilGoneAsync(client, out var seenOnce);
            await Task.WhenAll(enough, seenOnce);

            run.Kill();
            await run.WaitForExitAsync();
            var (acknowledged, seen) = (await writing, await reading);

            var summary = await ShowAsync(_folder.Path);
            Assert.Equal(RunState.Interrupted, summary.State);
            Assert.Equal(summary.Total.Count, summary.Recording.Stored + summary.Recording.Spooled);
            using var store = Storage.Store.Open(Store);
            Assert.True(Count(store, "cicada_requests") >= seen.Requests, $"{seen.Requests} requests had been seen.");
            Assert.True(Count(store, "cicada_users") >= seen.Seconds, $"{seen.Seconds} seconds had been seen.");
            var there = store.ReadPoints("lines", null, "m", [new("round", $"{round}")], limit: int.MaxValue).Select(point => point.TimeNanoseconds).ToHashSet();
            Assert.DoesNotContain(Enumerable.Range(1, acknowledged), time => !there.Contains(time));
        }
    }

    [Fact]
    public async Task A_full_disk_under_a_program_that_is_read_and_written_to_gives_readers_sentences_and_costs_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 12);
        await using var server = new CountingServer();
        await using var run = program.StartWithPages(disk.Path, server, _home.Path, "-t", "6");
        using var client = await ReachAsync(run);
        var writing = WriteUntilGoneAsync(client, round: 0, enough: 1, out var enough);
        await enough;
        disk.Fill();
        await run.WaitForErrorAsync("is full");
        var before = server.Answered;
        await WatchAsync(server, TimeSpan.FromSeconds(1));

        Assert.True(server.Answered > before, "The load has stopped with the disk.");
        foreach (var question in (string[])["query?db=cicada&q=SELECT+count(response_time)+FROM+cicada_requests", "api/cicada/v1/runs"])
        {
            using var answer = await client.GetAsync(new Uri(question, UriKind.Relative), TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK || (answer.StatusCode is HttpStatusCode.ServiceUnavailable && text.Contains("is full", StringComparison.Ordinal)), text);
        }

        await disk.ResizeAsync(megabytes: 2048);

        await ExpectEverythingStoredAsync(run, server, disk.Path);
        var acknowledged = await writing;
        using var store = Storage.Store.Open(Path.Combine(disk.Path, "cicada.duckdb"));
        Assert.True(store.ReadPoints("lines", null, "m", limit: int.MaxValue).Count >= acknowledged);
    }

    private static int Count(Store store, string measurement) => store.ReadPoints(Storage.Store.RunsDatabase, null, measurement, limit: int.MaxValue).Count;

    private static async Task<HttpClient> ReachAsync(ProgramRunner run)
    {
        await run.WaitForErrorAsync(BuiltProgram.AllUsersAreThere);
        var client = new HttpClient { BaseAddress = new Uri(Address().Match(run.Output + run.Error).Value + "/") };
        await AskAsync(client, "CREATE DATABASE lines");
        return client;
    }

    private static async Task<JsonElement> AskAsync(HttpClient client, string query)
    {
        using var form = new FormUrlEncodedContent([new("db", Storage.Store.RunsDatabase), new("q", query)]);
        using var answer = await client.PostAsync(new Uri("query", UriKind.Relative), form, TestContext.Current.CancellationToken);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.GetProperty("results")[0].Clone();
    }

    // Point after point, each with the next nanosecond as its time and again until it is acknowledged, as long as there is somebody to take them. Gives how many were.
    private static Task<int> WriteUntilGoneAsync(HttpClient client, int round, int enough, out Task hasEnough)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hasEnough = reached.Task;
        return Task.Run(async () =>
        {
            var acknowledged = 0;
            try
            {
                while (true)
                {
                    using var line = new StringContent($"m,round={round} v={acknowledged}i {acknowledged + 1}");
                    using var answer = await client.PostAsync(new Uri("write?db=lines", UriKind.Relative), line, TestContext.Current.CancellationToken);
                    acknowledged += answer.StatusCode == HttpStatusCode.NoContent ? 1 : 0;
                    if (acknowledged == enough)
                    {
                        reached.TrySetResult();
                    }
                }
            }
            catch (HttpRequestException)
            {
                return acknowledged;
            }
        });
    }

    private static Task<(long Requests, long Seconds)> ReadUntilGoneAsync(HttpClient client, out Task hasSeen)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hasSeen = reached.Task;
        return Task.Run(async () =>
        {
            var (requests, seconds) = (0L, 0L);
            try
            {
                while (true)
                {
                    requests = CountIn(await AskAsync(client, "SELECT count(response_time) FROM cicada_requests"));
                    seconds = CountIn(await AskAsync(client, "SELECT count(target) FROM cicada_users"));
                    if (requests > 0 && seconds > 0)
                    {
                        reached.TrySetResult();
                    }
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or JsonException)
            {
                return (requests, seconds);
            }
        });

        static long CountIn(JsonElement result) => result.TryGetProperty("series", out var series) ? series[0].GetProperty("values")[0][1].GetInt64() : 0;
    }

    [GeneratedRegex("http://127[^ /]+")]
    private static partial Regex Address();
}
