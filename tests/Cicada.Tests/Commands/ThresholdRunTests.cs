using System.Text.Json;
using static Cicada.Tests.Commands.DoorUsers;

namespace Cicada.Tests.Commands;

/// <summary>Thresholds by option and in code: exit code, document, what is shown now and what is shown later.</summary>
public sealed class ThresholdRunTests : IDisposable
{
    private const string Short = "--headless -i 10 ";
    private readonly DoorFixture _door = new();

    [Fact]
    public async Task What_became_of_thresholds_is_said_at_once_and_later_and_by_the_exit_code()
    {
        var code = await _door.RunAsync(
            Short + "--summary-json S.json --threshold 'p99(demo *) < 1h' --threshold 'requests >= 11' --threshold 'p95(GET /typo) < 1s'",
            test =>
            {
                test.Users.Add<GoodUser>();
                test.Thresholds.Add(Threshold.Failures().Below(1.Percent()));
            });

        Assert.Equal(ExitCode.ThresholdBroken, code);
        var shown = WithoutGaps(_door.Output);
        foreach (var text in (string[])["thresholds failed", "✓ passed failures < 1%", "✓ passed p99(demo *) < 1h", "✗ broken requests >= 11", "10 requests", "? no data p95(GET /typo) < 1s", "no such request"])
        {
            Assert.Contains(text, shown);
        }

        using var document = JsonDocument.Parse(_door.Read("S.json"));
        var root = document.RootElement;
        Assert.Equal(("failed", 3), (root.GetProperty("verdict").GetString(), root.GetProperty("exit_code").GetInt32()));
        Assert.Equal(
            [("failures < 1%", "passed", "%"), ("p99(demo *) < 1h", "passed", "ms"), ("requests >= 11", "broken", "requests"), ("p95(GET /typo) < 1s", "no_data", "ms")],
            root.GetProperty("thresholds").EnumerateArray().Select(one => (one.GetProperty("text").GetString(), one.GetProperty("state").GetString(), one.GetProperty("unit").GetString())));
        var broken = root.GetProperty("thresholds")[2];
        Assert.Equal((11, 10, ">=", "requests", JsonValueKind.Null), (broken.GetProperty("limit").GetDouble(), broken.GetProperty("observed").GetDouble(), broken.GetProperty("comparison").GetString(), broken.GetProperty("metric").GetString(), broken.GetProperty("requests").ValueKind));

        Assert.Equal(0, await _door.RunToolAsync("show latest --json"));
        Assert.Equal(_door.Read("S.json").Trim(), _door.Output.Trim());
        Assert.Equal(0, await _door.RunToolAsync("show latest"));
        Assert.Contains("✗ broken requests >= 11", WithoutGaps(_door.Output));
        Assert.Equal(0, await _door.RunToolAsync("runs"));
        Assert.Contains("failed", _door.Output.Split('\n').Single(line => line.Contains(" r2", StringComparison.Ordinal)));
        Assert.Equal(0, await _door.RunToolAsync("runs --json"));
        Assert.Equal("failed", JsonDocument.Parse(_door.Output).RootElement[0].GetProperty("verdict").GetString());
        Assert.Equal(0, await _door.RunToolAsync("sql --csv 'SELECT verdict FROM cicada_runs WHERE verdict IS NOT NULL'"));
        Assert.Equal("verdict\nfailed\n", _door.Output);
        Assert.Equal(0, await _door.RunToolAsync("sql --csv 'SELECT title, text FROM cicada_events WHERE type = $$threshold_broken$$'"));
        Assert.Equal("title,text\nBroken: requests >= 11,10 requests observed\n", _door.Output);
    }

    [Fact]
    public async Task A_run_that_holds_them_is_good_and_says_so()
    {
        Assert.Equal(0, await _door.RunAsync(Short + "--threshold 'failures <= 0' --no-store", test => test.Users.Add<GoodUser>()));

        Assert.Contains("finished, thresholds passed", _door.Output);
    }

    [Fact]
    public async Task Failures_come_after_thresholds_and_are_good_enough_where_a_threshold_says_so()
    {
        Assert.Equal(3, await _door.RunAsync(Short + "--threshold 'failures < 1%' --no-store --exit-code-on-error 42", test => test.Users.Add<FailingUser>()));
        Assert.Equal(42, await _door.RunAsync(Short + "--threshold 'p95 < 1h' --no-store --exit-code-on-error 42", test => test.Users.Add<FailingUser>()));
        Assert.Equal(0, await _door.RunAsync(Short + "--threshold 'failures <= 10' --no-store --exit-code-on-error 42", test => test.Users.Add<FailingUser>()));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_all_at_once_with_its_place()
    {
        _door.Variables["CICADA_THRESHOLD"] = "p95 < 1s; latency < 2; rps > 5";
        Assert.Equal(2, await _door.RunAsync(Short, test => test.Users.Add<GoodUser>()));
        Assert.StartsWith("The threshold 'latency < 2' (CICADA_THRESHOLD) cannot be read at character 1, 'latency < 2': expected a figure:", Assert.Single(_door.Problems), StringComparison.Ordinal);

        Assert.Equal(2, await _door.RunAsync(Short + "-t 5s --threshold 'p95 <' --threshold 'p95 < 1s after 10s'", test => test.Users.Add<GoodUser>()));
        Assert.StartsWith("The threshold 'p95 <' cannot be read at its end: expected a time with its unit", _door.Problems[0], StringComparison.Ordinal);

        Assert.Equal(2, await _door.RunAsync(Short + "-t 5s --threshold 'p95 < 1s after 10s'", test => test.Users.Add<GoodUser>()));
        Assert.Equal("The threshold 'p95 < 1s after 10s' begins after '10s', and the run lasts '00:00:05'; so it would never be judged. Let it begin earlier, or the run last longer.", Assert.Single(_door.Problems));
    }

    private static string WithoutGaps(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public void Dispose() => _door.Dispose();
}
