using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cicada.Tests.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>What docs/guides/influxdb.md says is so: its code compiles, its queries find something in a run that was recorded.</summary>
public sealed partial class InfluxGuideTests : IDisposable
{
    private const string RunOfTheGuide = "r20261123-101207-k3f";
    private const string Python = "/usr/bin/python3";

    private static readonly string Guide = File.ReadAllText(RepositoryRoot.Combine("docs", "guides", "influxdb.md"));

    private readonly DoorFixture _door = new();

    public void Dispose() => _door.Dispose();

    [Fact]
    public void The_code_of_the_guide_is_the_code_that_compiles()
    {
        var code = Normal(File.ReadAllText(RepositoryRoot.Combine("tests", "Cicada.Tests", "Influx", "InfluxGuide.cs")));

        var blocks = Blocks("csharp").Select(Normal).ToArray();

        Assert.Equal(2, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(block, code, StringComparison.Ordinal));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task The_queries_of_the_guide_find_something()
    {
        await using var server = await InfluxServer.StartAsync();
        var run = await RecordAsync(server);
        var statements = Blocks("influxql").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Replace(RunOfTheGuide, run, StringComparison.Ordinal)).ToArray();
        Assert.True(statements.Length > 15);

        // The last of them throws the run away.
        foreach (var statement in statements.OrderBy(statement => statement.StartsWith("DROP", StringComparison.Ordinal)))
        {
            var result = (await server.QueryAsync("mydb", statement)).GetProperty("results")[0];
            Assert.False(result.TryGetProperty("error", out var error), $"{statement}: {error}");
            if (statement.StartsWith("SELECT", StringComparison.Ordinal) || statement.StartsWith("SHOW", StringComparison.Ordinal))
            {
                Assert.True(result.TryGetProperty("series", out var series), $"Nothing is found by: {statement}");
                var (columns, rows) = (series[0].GetProperty("columns"), series[0].GetProperty("values"));
                Assert.True(rows.GetArrayLength() > 0, statement);
                var empty = Enumerable.Range(0, columns.GetArrayLength()).Where(column => rows.EnumerateArray().All(row => row[column].ValueKind == JsonValueKind.Null)).Select(column => columns[column]);
                Assert.True(!empty.Any(), $"There is nothing in {string.Join(", ", empty)} of: {statement}");
            }
        }

        Assert.Equal(0, await server.CountAsync("mydb", where: $"run = '{run}'"));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task The_lines_of_Python_print_each_run()
    {
        if (!File.Exists(Python) || (await ProgramRunner.RunAsync(Python, ["-c", "import influxdb"])).ExitCode != 0)
        {
            Assert.Skip("needs the package 'python3-influxdb', which is not here");
        }

        await using var server = await InfluxServer.StartAsync();
        var run = await RecordAsync(server);
        var program = Assert.Single(Blocks("python")).Replace("8086", server.Address.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var printed = await ProgramRunner.RunAsync(Python, ["-c", program]);

        Assert.True(printed.ExitCode == 0, printed.ToString());
        Assert.Matches(@$"^{run}: \d+ requests, p95 [\d.]+ ms\s*$", printed.Output);
    }

    private async Task<string> RecordAsync(InfluxServer server)
    {
        await using var target = new CountingServer();
        target.On("/item", new ScriptedAnswer { Status = 500 });
        Assert.Equal(1, await _door.RunAsync(
            $"--headless --only-summary -u 2 -r 100 -t 1500ms -H {target.Address} --summary-json S.json --note guide --influx {server.Address}mydb", test => test.Users.Add<GuideUser>()));
        return RunSummaryJson.Parse(_door.Read("S.json")).Run;
    }

    private static IEnumerable<string> Blocks(string language) =>
        CodeBlock().Matches(Guide.ReplaceLineEndings("\n")).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    /// <summary>Without indentation and empty lines.</summary>
    private static string Normal(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```([a-z]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    internal sealed class GuideUser : HttpUser
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.01);

        [Task(3)]
        public async Task Look() => await Client.GetAsync("/", Cancellation);

        [Task]
        public async Task Fail() => await Client.GetAsync("/item", Cancellation);
    }
}
