using Cicada.TestSupport;

namespace Cicada.Tests.Grafana;

public sealed class ContainerTests
{
    private const string Compose = "docker-compose";

    private static readonly string[] Passwords = ["CICADA_ADMIN_PASSWORD", "CICADA_READER_PASSWORD", "GRAFANA_ADMIN_PASSWORD"];

    [RequiresProgramFact(Compose)]
    [Trait("Category", "EndToEnd")]
    public async Task Both_profiles_are_what_compose_understands_and_wired()
    {
        var own = await ConfigAsync("cicada", Passwords);
        Assert.True(own.ExitCode == 0, own.Error);
        Assert.Contains("CICADA_DATA_URL: http://cicada:8086", own.Output);

        var influx = await ConfigAsync("influxdb", Passwords);
        Assert.True(influx.ExitCode == 0, influx.Error);
        Assert.Contains("CICADA_DATA_URL: http://influxdb:8086", influx.Output);
        Assert.Contains("image: influxdb:1.8.10", influx.Output);

        foreach (var text in new[] { own.Output, influx.Output })
        {
            Assert.Contains("CICADA_DATA_PASSWORD: of-CICADA_READER_PASSWORD", text);
            Assert.DoesNotContain(":latest", text);
            Assert.DoesNotContain("0.0.0.0", text);
        }
    }

    [RequiresProgramFact(Compose)]
    [Trait("Category", "EndToEnd")]
    public async Task A_missing_password_is_asked_for_with_a_sentence()
    {
        var result = await ConfigAsync("cicada", ["CICADA_ADMIN_PASSWORD", "CICADA_READER_PASSWORD"]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Set GRAFANA_ADMIN_PASSWORD, the password of the user admin of Grafana. There is no default one.", result.Error);
    }

    [Fact]
    public void The_container_of_cicada_serve_is_nobody_s_root_asks_for_users_and_is_looked_after()
    {
        var lines = File.ReadAllLines(RepositoryRoot.Combine("grafana", "Dockerfile"));

        Assert.Contains("USER 10001", lines);
        Assert.Contains(lines, line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal));
        var command = Assert.Single(lines, line => line.StartsWith("CMD [\"serve\"", StringComparison.Ordinal));
        Assert.Contains("\"--auth\", \"--admin-user\", \"admin\"", command);
        Assert.DoesNotContain(lines, line => line.Contains("PASSWORD=", StringComparison.Ordinal));
    }

    // With nothing of this machine's own variables, so that a password that is set here is not missed.
    private static Task<ProgramResult> ConfigAsync(string profile, string[] given)
    {
        var environment = Passwords.ToDictionary(name => name, name => given.Contains(name) ? $"of-{name}" : null);
        return ProgramRunner.RunAsync(Compose, ["--profile", profile, "config"], RepositoryRoot.Combine("grafana"), environment);
    }
}
