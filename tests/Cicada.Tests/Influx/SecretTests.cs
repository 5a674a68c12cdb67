using System.Text;
using Cicada.TestSupport;

namespace Cicada.Tests.Influx;

/// <summary>Passwords and tokens go to the server they are for, and nowhere else.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SecretTests(InfluxProgram program) : IClassFixture<InfluxProgram>
{
    private const string Password = "pw-4f0c1d9e-hush";
    private const string Token = "tk-93b2aa71-hush";

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_password_from_an_option_an_address_or_the_environment_is_in_no_log_summary_store_or_spool()
    {
        await using var server = await InfluxServer.StartAsync(new() { AdminName = "admin", AdminPassword = Password });
        var plain = InfluxScene.At(server.Address);
        var inside = plain.Replace("http://", $"http://admin:{Password}@", StringComparison.Ordinal);
        foreach (var (address, options, variable) in new (string, string[], string?)[]
        {
            (plain, ["--influx-user", "admin", "--influx-password", Password], null),
            (inside, [], null),
            (plain, ["--influx-user", "admin"], Password),
        })
        {
            await using var scene = new InfluxScene(program);
            scene.Environment["CICADA_INFLUX_PASSWORD"] = variable;
            var before = await server.CountAsync(InfluxScene.Database);

            var result = await scene.RunAsync(["-t", "2s", "--loglevel", "DEBUG", "--influx", address, .. options]);

            Assert.True(result.ExitCode == 0, result.ToString());
            Assert.Equal(scene.Target.Answered, await server.CountAsync(InfluxScene.Database) - before);
            await AssertNowhereAsync(scene, result, Password);
            var documents = await server.QueryAsync(InfluxScene.Database, "SELECT * FROM cicada_runs");
            Assert.DoesNotContain(Password, documents.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_is_not_in_what_is_left_when_the_server_is_away_and_not_in_the_sentences_of_a_refusal()
    {
        await using var scene = new InfluxScene(program);
        scene.Environment["OUR_TOKEN"] = Token;
        var nowhere = InfluxScene.Nowhere();

        var result = await scene.RunAsync("-t", "2s", "--loglevel", "DEBUG", "--influx-final-timeout", "1s", "--influx", $"{nowhere}?org=o&bucket=b&token=env:OUR_TOKEN");
        Assert.NotEmpty(scene.SpooledFiles());
        await AssertNowhereAsync(scene, result, Token);

        await using var strict = await ScriptedInflux.StartAsync(InfluxDialect.V2);
        strict.OnWrite = _ => InfluxAnswers.WrongToken;
        var refused = await scene.RunAsync("-t", "2s", "--loglevel", "DEBUG", "--influx-token", Token, "--influx", $"{strict.Address}?org=o&bucket=b");
        Assert.Equal(2, refused.ExitCode);
        Assert.All(strict.Writes, write => Assert.Equal($"Token {Token}", write.Headers["Authorization"]));
        await AssertNowhereAsync(scene, refused, Token);
    }

    private static async Task AssertNowhereAsync(InfluxScene scene, ProgramResult result, string secret)
    {
        // The command line is the test's own.
        Assert.DoesNotContain(secret, result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, result.Error, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(scene.Folder, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(scene.Home, "*", SearchOption.AllDirectories)))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"The secret is in '{file}'.");
        }

        // The store compresses what it holds, so it is asked too.
        if (File.Exists(Path.Combine(scene.Folder, "cicada.duckdb")))
        {
            foreach (var command in new[] { ["show", "latest", "--json"], new[] { "sql", "SELECT * FROM cicada_runs", "--csv" }, ["runs", "--json"] })
            {
                var told = await scene.AskAsync(command);
                Assert.True(told.ExitCode == 0, told.ToString());
                Assert.DoesNotContain(secret, told.Output, StringComparison.Ordinal);
            }
        }
    }
}
