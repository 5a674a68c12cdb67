using Cicada.Options;
using Microsoft.Extensions.Logging;

namespace Cicada.Tests.Options;

public sealed class RunOptionsReaderTests
{
    private readonly OptionLayers _layers = new(RunOptionSpecs.All);
    private readonly Dictionary<string, string> _variables = [];
    private readonly List<string> _problems = [];

    [Fact]
    public void Without_options_the_defaults_hold()
    {
        var options = Read();

        Assert.Empty(_problems);
        Assert.Equal(1, options.Users);
        Assert.Equal(1, options.SpawnRate);
        Assert.Null(options.RunTime);
        Assert.Equal(TimeSpan.FromSeconds(5), options.StopTimeout);
        Assert.Equal("cicada.duckdb", options.Store);
        Assert.Equal(("127.0.0.1", 8089), (options.Web.Address, options.Web.Port));
        Assert.False(options.WebPortIsGiven);
        Assert.Equal(1, options.ExitCodeOnError);
        Assert.Equal(LogLevel.Information, options.LogLevel);
        Assert.Equal(TimeSpan.FromSeconds(60), options.Http.Timeout);
        Assert.Empty(options.Recorded);
    }

    [Fact]
    public void Each_option_finds_its_place()
    {
        var options = Read(
            ("users", "20"), ("spawn-rate", "0.5"), ("run-time", "1h30m"), ("host", "http://localhost:5000/base"), ("iterations", "1000"), ("stop-timeout", "0"),
            ("seed", "-7"), ("timeout", "0"), ("insecure", "true"), ("http2", "true"), ("proxy", "http://localhost:3128"), ("json-file", "out"), ("summary-json", "S.json"),
            ("csv", "prefix"), ("csv-full-history", "true"), ("loglevel", "warning"), ("exit-code-on-error", "0"), ("run-label", "team=shop"), ("autostart", "true"),
            ("autoquit", "10"), ("web-port", "0"), ("web-host", "localhost"));

        Assert.Empty(_problems);
        Assert.Equal(20, options.Users);
        Assert.Equal(0.5, options.SpawnRate);
        Assert.Equal(TimeSpan.FromMinutes(90), options.RunTime);
        Assert.Equal("http://localhost:5000/base", options.Host);
        Assert.Equal(1000, options.Iterations);
        Assert.Equal(TimeSpan.Zero, options.StopTimeout);
        Assert.Equal(-7, options.Seed);
        Assert.Equal(Timeout.InfiniteTimeSpan, options.Http.Timeout);
        Assert.True(options.Http.Insecure);
        Assert.Equal(new Version(2, 0), options.Http.Version);
        Assert.Equal(new Uri("http://localhost:3128"), options.Http.Proxy);
        Assert.Equal(["S.json", "out.json"], options.SummaryFiles);
        Assert.Equal("prefix", options.CsvPrefix);
        Assert.True(options.CsvFullHistory);
        Assert.Equal(LogLevel.Warning, options.LogLevel);
        Assert.Equal(0, options.ExitCodeOnError);
        Assert.Equal("shop", options.RunLabels["team"]);
        Assert.False(options.Headless);
        Assert.True(options.Autostart);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Autoquit);
        Assert.True(options.WebPortIsGiven);
        Assert.Equal(("localhost", 0), (options.Web.Address, options.Web.Port));
    }

    [Theory]
    [InlineData("users", "ten")]
    [InlineData("users", "0")]
    [InlineData("users", "-3")]
    [InlineData("users", "1.5")]
    [InlineData("users", "99999999999")]
    [InlineData("spawn-rate", "0")]
    [InlineData("spawn-rate", "NaN")]
    [InlineData("spawn-rate", "1,5")]
    [InlineData("run-time", "5x")]
    [InlineData("run-time", "0")]
    [InlineData("stop-timeout", "-1")]
    [InlineData("iterations", "0")]
    [InlineData("seed", "x")]
    [InlineData("host", "localhost:5000")]
    [InlineData("host", "http://")]
    [InlineData("host", "//example.com")]
    [InlineData("proxy", "localhost:3128")]
    [InlineData("timeout", "soon")]
    [InlineData("loglevel", "LOUD")]
    [InlineData("exit-code-on-error", "256")]
    [InlineData("autoquit", "-1")]
    [InlineData("headless", "maybe")]
    [InlineData("run-label", "team")]
    [InlineData("run-label", "=shop")]
    public void A_value_that_makes_no_sense_gets_a_sentence_that_quotes_it(string key, string value)
    {
        Read((key, value));

        var problem = Assert.Single(_problems);
        Assert.Contains($"'{value}'", problem);
        Assert.Contains("expected", problem);
        Assert.Matches(@"(Write|Add) .+\.$", problem);
    }

    [Fact]
    public void All_problems_come_at_once()
    {
        Read(("users", "x"), ("run-time", "5x"), ("host", "localhost"));

        Assert.Equal(3, _problems.Count);
    }

    [Fact]
    public void A_value_from_elsewhere_is_named_with_its_place()
    {
        _layers.AddEnvironment(new Dictionary<string, string> { ["CICADA_USERS"] = "x" });

        Read();

        Assert.Contains("(CICADA_USERS)", Assert.Single(_problems));
    }

    [Fact]
    public void A_host_without_a_scheme_is_shown_with_one() => Assert.Contains("'http://localhost:5000'", ProblemOf("host", "localhost:5000"));

    [Fact]
    public void A_host_with_a_password_is_refused_without_showing_it()
    {
        var problem = ProblemOf("host", "https://me:s3cret@example.com/");

        Assert.Contains("'https://[REDACTED]@example.com/'", problem);
        Assert.DoesNotContain("s3cret", problem);
    }

    [Fact]
    public void The_last_of_several_values_counts()
    {
        _layers.AddTyped("users", ["1", "2"]);

        Assert.Equal(2, Read().Users);
    }

    [Fact]
    public void Labels_may_stand_apart_or_in_one_text()
    {
        _layers.AddTyped("labels", ["a", "b,c d"]);

        Assert.Equal(["a", "b", "c", "d"], Read().Labels);
    }

    [Fact]
    public void Run_labels_of_the_environment_are_separated_by_commas()
    {
        _layers.AddEnvironment(new Dictionary<string, string> { ["CICADA_RUN_LABEL"] = "team=shop, branch=main" });

        Assert.Equal(new Dictionary<string, string> { ["branch"] = "main", ["team"] = "shop" }, Read().RunLabels);
    }

    [Fact]
    public void Thresholds_are_typed_one_by_one_and_stand_with_semicolons_in_one_text()
    {
        _layers.AddEnvironment(new Dictionary<string, string> { ["CICADA_THRESHOLD"] = "p95(GET /a,b) < 1s; rps > 5;" });
        Assert.Equal(["p95(GET /a,b) < 1s", "rps > 5"], Read().Thresholds.Select(threshold => threshold.Text));

        _layers.AddTyped("threshold", ["p95(GET /a;b) < 1s", "failures < 1%"]);
        Assert.Equal(["p95(GET /a;b) < 1s", "failures < 1%"], Read().Thresholds.Select(threshold => threshold.Text));
        Assert.Equal("p95(GET /a;b) < 1s; failures < 1%", Read().Recorded["threshold"]);
        Assert.Empty(_problems);
    }

    [Fact]
    public void A_typed_run_label_may_hold_a_comma_and_an_equals_sign()
    {
        _layers.AddTyped("run-label", ["why=a, b=c"]);

        Assert.Equal("a, b=c", Read().RunLabels["why"]);
    }

    [Fact]
    public void A_proxy_of_another_kind_is_refused() => Assert.Contains("'ftp://localhost/'", ProblemOf("proxy", "ftp://localhost"));

    [Fact]
    public void A_run_speaks_one_version_of_HTTP()
    {
        Read(("http2", "true"), ("http3", "true"));

        Assert.Contains(_problems, problem => problem.Contains("'--http2' and '--http3'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_full_history_without_files_is_a_mistake() => Assert.Contains("--csv PREFIX", ProblemOf("csv-full-history", "true"));

    [Fact]
    public void Secrets_are_not_among_the_recorded_options()
    {
        TestOption[] own = [new("--token", "", null, IsSecret: true), new("--region", "", "eu", IsSecret: false)];
        OptionSpec[] specs = [.. RunOptionSpecs.All, .. own.Select(o => new OptionSpec(o.Name, null, OptionKind.Value, "value", "", "") { IsSecret = o.IsSecret })];
        var layers = new OptionLayers(specs);
        layers.AddTyped("token", ["s3cret"]);
        layers.AddTyped("proxy", ["http://me:s3cret@proxy:80"]);
        layers.AddTyped("host", ["https://example.com/x@y"]);

        var options = RunOptionsReader.Read(layers.Values, specs, own, new Dictionary<string, string>(), _problems);

        Assert.Equal("s3cret", options.TestOptions["--token"]);
        Assert.Equal("eu", options.TestOptions["--region"]);
        Assert.Equal("[REDACTED]", options.Recorded["token"]);
        Assert.Equal("http://[REDACTED]@proxy:80", options.Recorded["proxy"]);
        Assert.Equal("https://example.com/x@y", options.Recorded["host"]);
        Assert.Empty(_problems);
    }

    private string ProblemOf(string key, string value)
    {
        Read((key, value));
        return Assert.Single(_problems);
    }

    private RunOptions Read(params ReadOnlySpan<(string Key, string Value)> values)
    {
        foreach (var (key, value) in values)
        {
            _layers.AddTyped(key, [value]);
        }

        return RunOptionsReader.Read(_layers.Values, RunOptionSpecs.All, [], _variables, _problems);
    }
}
