using System.Diagnostics;
using System.Text.Json;
using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>A real InfluxDB and Cicada, which get the same requests.</summary>
public sealed class ServerPair : IAsyncDisposable
{
    // With "influxd" a second InfluxDB takes Cicada's place: what differs then is not to be asked.
    private const string PeerVariable = "CICADA_DIFFERENTIAL_PEER";

    private const string OwnDatabase = "cicada";

    private readonly InfluxServer _expected;
    private readonly IAsyncDisposable _peer;
    private readonly HttpClient _actual;

    private ServerPair(InfluxServer expected, IAsyncDisposable peer, HttpClient actual) => (_expected, _peer, _actual) = (expected, peer, actual);

    /// <summary>How long each has taken so far.</summary>
    public (TimeSpan Expected, TimeSpan Actual) Taken { get; private set; }

    /// <summary>How many answers of InfluxDB had rows, had none, and were errors.</summary>
    public (int Rows, int Nothing, int Errors) Found { get; private set; }

    public static async Task<ServerPair> StartAsync()
    {
        var expected = await InfluxServer.StartAsync();
        try
        {
            if (Environment.GetEnvironmentVariable(PeerVariable) == InfluxServer.Program)
            {
                var second = await InfluxServer.StartAsync();
                return new(expected, second, second.Client);
            }

            // Cicada's own database is always there.
            await expected.CreateDatabaseAsync(OwnDatabase);
            var cicada = await CicadaServer.StartAsync();
            return new(expected, cicada, cicada.Client);
        }
        catch
        {
            await expected.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks both, and compares what they say.</summary>
    /// <param name="place">Where the question comes from.</param>
    /// <param name="question">The question.</param>
    public async Task<Difference?> AskAsync(string place, Question question)
    {
        var begun = Stopwatch.GetTimestamp();
        var expected = await Answer.OfAsync(_expected.Client, question);
        var between = Stopwatch.GetTimestamp();
        var actual = await Answer.OfAsync(_actual, question);
        Taken = (Taken.Expected + Stopwatch.GetElapsedTime(begun, between), Taken.Actual + Stopwatch.GetElapsedTime(between));
        Found = expected.Body.Contains("\"error\":", StringComparison.Ordinal) ? Found with { Errors = Found.Errors + 1 }
            : expected.Body.Contains("\"values\":", StringComparison.Ordinal) ? Found with { Rows = Found.Rows + 1 }
            : Found with { Nothing = Found.Nothing + 1 };
        return AnswerComparison.Difference(question, expected, actual) is { } what ? new(place, what, question, expected, actual) : null;
    }

    /// <summary>Asks both, and where they disagree looks for a simpler query they disagree about.</summary>
    /// <param name="place">Where the question comes from.</param>
    /// <param name="question">The question.</param>
    public async Task<Difference?> AskSimplyAsync(string place, Question question)
    {
        if (await AskAsync(place, question) is not { } difference)
        {
            return null;
        }

        var simplest = question.Text;
        for (var found = true; found;)
        {
            found = false;
            foreach (var simpler in SimplerQuery.Of(simplest))
            {
                if (await AskAsync(place, question with { Text = simpler }) is not null)
                {
                    (simplest, found) = (simpler, true);
                    break;
                }
            }
        }

        return simplest == question.Text ? difference : difference with { Simpler = simplest };
    }

    /// <summary>Does something that must succeed on both.</summary>
    /// <param name="question">What to do.</param>
    public async Task DoAsync(Question question)
    {
        var difference = await AskAsync("preparing", question);
        Assert.True(difference is null, difference?.ToString());
        var answer = await Answer.OfAsync(_expected.Client, question);
        Assert.True(answer.Status < 300 && !answer.Body.Contains("\"error\"", StringComparison.Ordinal), $"{question}\n{answer}");
    }

    /// <summary>Makes a database anew.</summary>
    /// <param name="name">Its name.</param>
    public async Task RenewAsync(string name)
    {
        await DoAsync(Question.Of("", $"DROP DATABASE \"{name}\""));
        await DoAsync(Question.Of("", $"CREATE DATABASE \"{name}\""));
    }

    /// <summary>Takes away all databases and users of both.</summary>
    public async Task ForgetAsync()
    {
        foreach (var (show, drop) in new[] { ("SHOW DATABASES", "DROP DATABASE"), ("SHOW USERS", "DROP USER") })
        {
            foreach (var server in new[] { _expected.Client, _actual })
            {
                using var shown = JsonDocument.Parse((await Answer.OfAsync(server, Question.Of("", show))).Body);
                var series = shown.RootElement.GetProperty("results")[0].GetProperty("series")[0];
                foreach (var row in series.TryGetProperty("values", out var rows) ? rows.EnumerateArray().ToList() : [])
                {
                    var name = row[0].GetString()!;
                    if (!name.StartsWith('_') && name != OwnDatabase)
                    {
                        await Answer.OfAsync(server, Question.Of("", $"{drop} {GeneratedData.QuotedName(name)}"));
                    }
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _expected.DisposeAsync();
    }
}
