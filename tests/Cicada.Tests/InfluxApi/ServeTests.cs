using System.Net.Http.Headers;
using System.Text;
using Cicada.Tests.Commands;
using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi;

/// <summary><c>cicada serve</c> from outside: what it says, how it ends, who comes in.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ServeTests
{
    internal sealed class GettingUser : HttpUser
    {
        [Task]
        public async Task Root() => await Client.GetAsync("/", Cancellation);
    }

    [Fact]
    public async Task It_ends_in_order_and_what_was_written_is_in_the_store()
    {
        await using var served = await ServedStore.StartAsync();
        Assert.Equal("""{"results":[{"statement_id":0}]}""", await served.QueryAsync("CREATE DATABASE d"));
        Assert.Equal(204, await served.WriteAsync("m,t=a v=1 1\nm,t=b v=2 2", "d"));
        Assert.Equal(
            """{"results":[{"statement_id":0,"series":[{"name":"m","columns":["time","sum"],"values":[["1970-01-01T00:00:00Z",3]]}]}]}""", await served.QueryAsync("SELECT sum(v) FROM m", "d"));

        served.Program.Terminate();
        var ended = await served.Program.WaitForExitAsync();

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.False(File.Exists(served.StorePath + ".owner"));
        using var store = Storage.Store.Open(served.StorePath);
        Assert.Equal(2, store.ReadPoints("d", null, "m").Count);
    }

    [Fact]
    public async Task Other_commands_are_answered_by_who_has_the_store()
    {
        await using var served = await ServedStore.StartAsync(
            new Dictionary<string, string?> { ["CICADA_ADMIN_PASSWORD"] = "x" }, "--auth", "--admin-user", "admin");

        var runs = await served.AskAsync("runs", "--store", served.StorePath);

        Assert.Equal((0, $"There are no runs in '{served.StorePath}' yet."), (runs.ExitCode, runs.Output.Trim()));
    }

    [Fact]
    public async Task A_first_user_comes_from_the_environment_and_its_password_is_said_nowhere()
    {
        await using var served = await ServedStore.StartAsync(
            new Dictionary<string, string?> { ["CICADA_ADMIN_PASSWORD"] = "it's sécret" }, "--auth", "--admin-user", "ad min", "--access-log", "--loglevel", "DEBUG");

        Assert.Equal("""{"error":"unable to parse authentication credentials"}""", await served.QueryAsync("SHOW USERS"));
        served.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("ad min:it's sécret")));
        Assert.Contains("""[["ad min",true]]""", await served.QueryAsync("SHOW USERS"), StringComparison.Ordinal);
        Assert.Contains("\"error\":", await served.QueryAsync("SELECT v FROM nodb..x WHERE p = 'it''s s\u00e9cret' -- \u001b[31m"), StringComparison.Ordinal);

        served.Program.Terminate();
        var ended = await served.Program.WaitForExitAsync();
        Assert.Contains("POST /query 200", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", ended.Error + ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hashes_of_passwords_are_read_by_nobody_else_on_the_machine()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var served = await ServedStore.StartAsync();

        await served.QueryAsync("CREATE USER board WITH PASSWORD 'x'");

        foreach (var path in new[] { served.StorePath, served.StorePath + ".wal" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData("--web-host 0.0.0.0", "The address to listen on is '0.0.0.0', which other machines reach, and nobody is asked for a password")]
    [InlineData("--cors-origin *", "The option '--cors-origin' is '*', and nobody is asked for a password")]
    [InlineData("--port 70000", "The port is '70000'; expected a whole number from 0 to 65535.")]
    [InlineData("--max-body-size many", "The size of a request is 'many'; expected bytes like")]
    [InlineData("--auth --admin-user ad", "expected one in CICADA_ADMIN_PASSWORD")]
    [InlineData("--web-host no.such.host.invalid", "it is no address, and no name of one")]
    [InlineData("--web-hots x", "Did you mean '--web-host'?")]
    public async Task Bad_options_get_a_sentence(string options, string sentence)
    {
        using var door = new DoorFixture();

        var code = await door.RunToolAsync("serve " + options);

        Assert.Equal(2, code);
        Assert.Contains(sentence, door.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(door.Store));
    }

    [Fact]
    public async Task A_run_sent_to_it_arrives_to_the_last_request()
    {
        await using var served = await ServedStore.StartAsync();
        await using var target = new CountingServer();
        var check = await served.AskAsync("influx", "check", $"{served.Address}cicada");
        Assert.True(check.ExitCode == 0, check.ToString());

        using var door = new DoorFixture();
        var code = await door.RunAsync(
            $"--headless -u 20 -r 100 -t 2s -H {target.Address} --no-store --influx {served.Address}cicada --only-summary", test => test.Users.Add<GettingUser>());

        Assert.True(code == 0, door.Error + door.Output);
        Assert.True(target.Answered > 0);
        Assert.Contains($",{target.Answered}]]", await served.QueryAsync("SELECT count(response_time) FROM cicada_requests", "cicada"), StringComparison.Ordinal);
        served.Program.Terminate();
        await served.Program.WaitForExitAsync();
        var runs = await served.AskAsync("runs", "--store", served.StorePath);
        Assert.Contains("shop", runs.Output, StringComparison.Ordinal);
    }
}
