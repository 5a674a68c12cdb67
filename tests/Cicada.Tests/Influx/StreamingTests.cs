using Cicada.Tests.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>A real run into a real InfluxDB in fair weather: what is there afterwards, held against a target that counts.</summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(FullSpeed))]
public sealed class StreamingTests(InfluxProgram program) : IClassFixture<InfluxProgram>
{
    private static readonly string[] Always = ["cicada_events", "cicada_generator", "cicada_run_summary", "cicada_runs", "cicada_users"];

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Every_request_at_full_speed_is_in_InfluxDB_and_in_the_store()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var scene = new InfluxScene(program) { Users = 8, Rate = 0 };

        var result = await scene.RunAsync("-t", "4s", "--influx", InfluxScene.At(server.Address));

        await scene.ExpectEverythingThereAsync(result, server);
        var summary = await scene.SummaryAsync();
        Assert.Equal((scene.Target.Answered, scene.Target.Answered), (summary.Total.Count, summary.Recording.Stored));
        Assert.Equal(["influx", "store"], summary.Recording.Outputs.Select(output => output.Name).Order());
        var statistics = await server.RowsAsync(InfluxScene.Database, "SELECT sum(count) FROM cicada_request_stats WHERE \"name\" = '(all)'");
        Assert.Equal(scene.Target.Answered, Assert.Single(statistics)[1].GetInt64());
        foreach (var (path, answered) in scene.Target.AnsweredByPath)
        {
            Assert.Equal(answered, await server.CountAsync(InfluxScene.Database, where: $"\"name\" = '{path}'"));
        }
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Without_a_store_InfluxDB_is_the_only_place_and_nothing_is_left_in_the_folder()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var scene = new InfluxScene(program) { Users = 8, Rate = 0 };
        scene.Environment["CICADA_INFLUX_URL"] = InfluxScene.At(server.Address);

        var result = await scene.RunAsync("-t", "3s", "--no-store");

        await scene.ExpectEverythingThereAsync(result, server);
        Assert.Equal(["S.json"], Directory.EnumerateFileSystemEntries(scene.Folder).Select(Path.GetFileName));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Two_servers_get_the_same_at_once()
    {
        Assert.SkipUnless(InstalledPrograms.Has(VictoriaMetricsServer.Program), $"needs the program '{VictoriaMetricsServer.Program}', which is not here");
        await using var influx = await InfluxServer.StartAsync();
        await using var victoria = await VictoriaMetricsServer.StartAsync();
        await using var scene = new InfluxScene(program) { Users = 8, Rate = 250 };

        var result = await scene.RunAsync("-t", "4s", "--no-store", "--influx", InfluxScene.At(influx.Address), "--influx", InfluxScene.At(victoria.Address));

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(scene.Target.Answered, await influx.CountAsync(InfluxScene.Database));
        Assert.Equal(scene.Target.Answered, await victoria.CountAsync(scene.Target.Answered));
        var outputs = (await scene.SummaryAsync()).Recording.Outputs.Where(output => output.Name != RecordingSummary.StoreName).ToArray();
        Assert.Equal(2, outputs.Length);
        Assert.Equal(2, outputs.Select(output => output.Name).Distinct().Count());
        Assert.All(outputs, InfluxScene.AssertEven);
        Assert.All(outputs, output => Assert.Equal(scene.Target.Answered, output.Stored));
    }

    [RequiresProgramFact(VictoriaMetricsServer.Program)]
    public async Task The_second_dialect_is_taken_by_a_server_that_speaks_it()
    {
        await using var victoria = await VictoriaMetricsServer.StartAsync();
        await using var scene = new InfluxScene(program);

        var result = await scene.RunAsync("-t", "3s", "--no-store", "--influx", $"{victoria.Address}?org=o&bucket=b", "--influx-version", "2", "--influx-token", "any");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(scene.Target.Answered, await victoria.CountAsync(scene.Target.Answered));
        Assert.Equal(scene.Target.Answered, (await scene.OutputAsync()).Stored);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task The_mode_says_which_points_about_requests_there_are()
    {
        await using var server = await InfluxServer.StartAsync();
        foreach (var (mode, expected) in new (string, string[])[]
        {
            ("raw", ["cicada_requests"]),
            ("stats", ["cicada_request_stats"]),
            ("both", ["cicada_request_stats", "cicada_requests"]),
        })
        {
            await using var scene = new InfluxScene(program);
            scene.Target.On("/pay", new ScriptedAnswer { Status = 500 });

            var result = await scene.RunAsync("-t", "3s", "--no-store", "--influx", InfluxScene.At(server.Address, mode), "--influx-mode", mode);

            Assert.True(result.ExitCode == 1, result.ToString());
            Assert.Equal([.. Always.Append("cicada_failures").Append("cicada_log").Concat(expected).Order(StringComparer.Ordinal)], await server.NamesAsync(mode, "SHOW MEASUREMENTS"));
            Assert.Equal(expected.Contains("cicada_requests") ? scene.Target.Answered : 0, await server.CountAsync(mode));
        }
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task With_the_prefix_of_the_usual_Locust_listeners_the_points_are_exactly_theirs()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var scene = new InfluxScene(program);
        scene.Target.On("/pay", new ScriptedAnswer { Status = 500 });

        var result = await scene.RunAsync("-t", "3s", "--influx", InfluxScene.At(server.Address), "--measurement-prefix", "locust_");

        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Equal(scene.Target.Answered, await server.CountAsync(InfluxScene.Database, "locust_requests"));
        Assert.Equal(["exception", "name", "request_type", "success"], await server.NamesAsync(InfluxScene.Database, "SHOW TAG KEYS FROM locust_requests"));
        Assert.Equal(
            ["response_length integer", "response_time float"],
            (await server.RowsAsync(InfluxScene.Database, "SHOW FIELD KEYS FROM locust_requests")).Select(row => $"{row[0]} {row[1]}"));
        Assert.Equal(["False", "True"], await ValuesAsync(server, "success"));
        var exceptions = await ValuesAsync(server, "exception");
        Assert.Equal(2, exceptions.Count);
        Assert.Contains("None", exceptions);
        Assert.Equal(scene.Target.AnsweredOn("/pay"), await server.CountAsync(InfluxScene.Database, "locust_requests", where: "success = 'False' AND \"name\" = '/pay'"));
        Assert.DoesNotContain(await server.NamesAsync(InfluxScene.Database, "SHOW MEASUREMENTS"), name => name.StartsWith("cicada_", StringComparison.Ordinal));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task An_output_that_the_program_adds_itself_gets_everything()
    {
        await using var server = await InfluxServer.StartAsync();
        await using var scene = new InfluxScene(program);
        using var folder = new TemporaryFolder();
        var file = folder.Write("own.cs", $$"""
            #:project {{RepositoryRoot.Combine("src", "Cicada", "Cicada.csproj")}}
            using Cicada;
            return await LoadTest.RunAsync(args, test => test.Outputs.Add(new InfluxOutput("{{InfluxScene.At(server.Address)}}")));
            public sealed class OneUser : HttpUser
            {
                public override WaitTime WaitTime => WaitTime.ConstantThroughput(50);
                [Task] public async Task Root() => await Client.GetAsync("/", Cancellation);
            }
            """);

        var result = await ProgramRunner.RunAsync(
            "dotnet", ["run", file, "--", "--headless", "-u", "10", "-r", "10", "-t", "2s", "--no-store", "--summary-json", Path.Combine(scene.Folder, "S.json"), "-H", scene.Target.Address.ToString()], folder.Path);

        await scene.ExpectEverythingThereAsync(result, server);
    }

    private static async Task<IReadOnlyList<string>> ValuesAsync(InfluxServer server, string tag) =>
        [.. (await server.RowsAsync(InfluxScene.Database, $"SHOW TAG VALUES FROM locust_requests WITH KEY = \"{tag}\"")).Select(row => row[1].ToString())];
}
