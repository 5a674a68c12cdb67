using System.Globalization;
using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>What every test here needs: a folder to run in, a home, a target that counts what it answers, and the program.</summary>
internal sealed class InfluxScene(InfluxProgram program) : IAsyncDisposable
{
    public const string Database = "mydb";

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _home = new();
    private ProgramRunner? _run;

    /// <summary>The target of the load.</summary>
    public CountingServer Target { get; } = new();

    /// <summary>Where the program runs: its store, its spool and its summary are there.</summary>
    public string Folder => _folder.Path;

    /// <summary>The user's home.</summary>
    public string Home => _home.Path;

    /// <summary>Users of the load; with <see cref="Rate"/> they make 1,000 requests a second.</summary>
    public int Users { get; init; } = 20;

    /// <summary>Requests of each user a second; 0 for full speed.</summary>
    public double Rate { get; init; } = 50;

    /// <summary>Variables of the programs beside the usual ones.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>The address of a database, as it stands behind <c>--influx</c>.</summary>
    public static string At(Uri server, string path = Database) => server + path;

    /// <summary>An address where nobody listens.</summary>
    public static Uri Nowhere() => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPorts.Free(1)[0]}/"));

    /// <summary>Starts a run; its summary goes to <c>S.json</c>.</summary>
    public ProgramRunner Start(params string[] arguments) => _run = ProgramRunner.Start(
        program.Executable,
        ["--headless", "-u", Users.ToString(CultureInfo.InvariantCulture), "-r", "1000", "-H", Target.Address.ToString(), "--only-summary", "--summary-json", "S.json", .. arguments],
        Folder, Variables());

    /// <summary>Runs a run to its end.</summary>
    public async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        await using var run = Start(arguments);
        return await run.WaitForExitAsync();
    }

    /// <summary>Runs another command of the program to its end.</summary>
    public Task<ProgramResult> AskAsync(params string[] arguments) => ProgramRunner.RunAsync(program.Executable, arguments, Folder, Variables());

    /// <summary>The summary of the last run.</summary>
    public async Task<RunSummary> SummaryAsync() =>
        RunSummaryJson.Parse(await File.ReadAllTextAsync(_folder.Combine("S.json"), TestContext.Current.CancellationToken));

    /// <summary>The accounts of the one InfluxDB output of the last run, which must come out even.</summary>
    public async Task<OutputSummary> OutputAsync()
    {
        var output = Assert.Single((await SummaryAsync()).Recording.Outputs, one => one.Name.StartsWith("influx", StringComparison.Ordinal));
        AssertEven(output);
        return output;
    }

    /// <summary>Nothing has gone unaccounted for: recorded = stored + spooled + dropped + rejected.</summary>
    public static void AssertEven(OutputSummary output)
    {
        Assert.Equal(output.Recorded, output.Stored + output.Spooled + output.Dropped + output.Rejected);
        var others = output.Observations;
        Assert.Equal(others.Recorded, others.Stored + others.Spooled + others.Dropped + others.Rejected);
    }

    /// <summary>Every request the target has answered is in InfluxDB once, the accounts say so, and nothing waits anywhere.</summary>
    public async Task ExpectEverythingThereAsync(ProgramResult result, InfluxServer server, string measurement = "cicada_requests")
    {
        var output = await OutputAsync();
        var taken = await server.CountAsync(Database, measurement);
        Assert.True(taken == Target.Answered && output.Stored == Target.Answered && result.ExitCode == 0,
            $"{Target.Answered} answered, {taken} in InfluxDB, {output}\n{result}");
        Assert.Empty(SpooledFiles());
    }

    /// <summary>The files that wait for an InfluxDB.</summary>
    public IReadOnlyList<string> SpooledFiles() =>
        [.. Directory.EnumerateFiles(Folder, "*.batch", SearchOption.AllDirectories).Where(file => Path.GetRelativePath(Folder, file).Contains("influx", StringComparison.Ordinal))];

    /// <summary>The points an InfluxDB refused, and the lines that say why.</summary>
    public async Task<(IReadOnlyList<string> Points, IReadOnlyList<string> Reasons)> RefusedAsync()
    {
        var points = new List<string>();
        var reasons = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.rejected.lp", SearchOption.AllDirectories))
        {
            foreach (var line in await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken))
            {
                (line.StartsWith('#') ? reasons : points).Add(line);
            }
        }

        return (points, reasons);
    }

    /// <summary>Completes when the target has answered so many requests more, which is as good as a clock for a load with a rate.</summary>
    public async Task AnsweredMoreAsync(long requests)
    {
        var wanted = Target.Answered + requests;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        while (Target.Answered < wanted)
        {
            Assert.False(_run!.HasExited, $"The run has ended {wanted - Target.Answered} requests too early.\n{_run.Output}\n{_run.Error}");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync();
        _folder.Dispose();
        _home.Dispose();
    }

    private Dictionary<string, string?> Variables()
    {
        var variables = new Dictionary<string, string?>(Environment)
        {
            ["RATE"] = Rate.ToString(CultureInfo.InvariantCulture),
            ["HOME"] = Home,
            ["XDG_DATA_HOME"] = null,
            ["DOTNET_CLI_HOME"] = Home,
        };
        foreach (var name in new[] { "CICADA_INFLUX_URL", "CICADA_INFLUX_PASSWORD", "CICADA_INFLUX_TOKEN" })
        {
            variables.TryAdd(name, null);
        }

        return variables;
    }
}
