using Cicada.Options;

namespace Cicada.Tests.Options;

public sealed class InfluxOptionsReaderTests
{
    private readonly OptionLayers _layers = new(RunOptionSpecs.All);
    private readonly Dictionary<string, string> _variables = new() { ["OUR_TOKEN"] = "s3cret" };
    private readonly List<string> _problems = [];

    [Fact]
    public void Without_an_address_there_is_no_output() => Assert.Empty(Read());

    [Fact]
    public void One_address_is_enough()
    {
        var options = Assert.Single(Read(("influx", "http://localhost:8086/mydb")));

        Assert.Equal(new InfluxOptions { Address = "http://localhost:8086/mydb", Environment = _variables }, options);
        Assert.Equal("influx", options.Name);
    }

    [Fact]
    public void Each_option_finds_its_place()
    {
        var options = Assert.Single(Read(
            ("influx", "http://localhost:8086"), ("influx-version", "2"), ("influx-token", "env:OUR_TOKEN"), ("influx-org", "o"), ("influx-bucket", "b"), ("influx-mode", "stats"),
            ("measurement-prefix", "locust_"), ("influx-batch-size", "100"), ("influx-flush-interval", "500ms"), ("influx-final-timeout", "1m"), ("influx-no-gzip", "true")));

        Assert.Equal(
            new InfluxOptions
            {
                Address = "http://localhost:8086",
                Version = InfluxVersion.V2,
                Token = "env:OUR_TOKEN",
                Organization = "o",
                Bucket = "b",
                Mode = InfluxMode.Statistics,
                MeasurementPrefix = "locust_",
                BatchSize = 100,
                FlushInterval = TimeSpan.FromMilliseconds(500),
                FinalTimeout = TimeSpan.FromMinutes(1),
                Gzip = false,
                Environment = _variables,
            },
            options);
    }

    [Fact]
    public void Several_addresses_are_several_outputs_with_names_of_their_own()
    {
        _layers.AddTyped("influx", ["http://a/db", "http://b?org=o&bucket=b", "http://c?database=d"]);

        Assert.Equal([("influx", "http://a/db"), ("influx-2", "http://b?org=o&bucket=b"), ("influx-3", "http://c?database=d")], Read().Select(options => (options.Name, options.Address)));
    }

    [Fact]
    public void The_environment_has_several_in_one_text_and_the_password()
    {
        _layers.AddEnvironment(new Dictionary<string, string> { ["CICADA_INFLUX_URL"] = " http://a/db  http://bob@b/db\n", ["CICADA_INFLUX_PASSWORD"] = "s3cret", ["CICADA_INFLUX_USER"] = "eve", ["CICADA_INFLUX"] = "no" });

        Assert.Equal([("http://a/db", "eve", "s3cret"), ("http://bob@b/db", "eve", "s3cret")], Read().Select(options => (options.Address, options.User, options.Password)));
    }

    [Fact]
    public void A_file_may_have_a_list()
    {
        _layers.AddFile("./cicada.conf", "influx = [http://a/db, http://b?org=o&bucket=b]\ninflux-token = env:OUR_TOKEN\n", isShared: false);

        Assert.Equal(["http://a/db", "http://b?org=o&bucket=b"], Read().Select(options => options.Address));
        Assert.All(Read(), options => Assert.Equal("env:OUR_TOKEN", options.Token));
    }

    [Theory]
    [InlineData("influx-version", "4", "The version of InfluxDB is '4'; expected one of 'auto', '1', '2', '3'. Write for instance '--influx-version 2'.")]
    [InlineData("influx-mode", "stat", "The mode of the InfluxDB output is 'stat'; expected one of 'raw', 'stats', 'both'. Did you mean 'stats'? Write for instance '--influx-mode stats'.")]
    [InlineData("influx-batch-size", "0", "The batch size of the InfluxDB output is '0'; expected a whole number from 1 to 100000.")]
    [InlineData("influx-flush-interval", "soon", "The flush interval of the InfluxDB output is 'soon'; expected seconds")]
    [InlineData("influx-flush-interval", "2m", "The flush interval of the InfluxDB output is '00:02:00'; expected from 50 ms to 60 s.")]
    [InlineData("influx-final-timeout", "0", "The final timeout of the InfluxDB output is '0'; expected seconds")]
    [InlineData("influx-no-gzip", "perhaps", "'--influx-no-gzip' is 'perhaps'; expected 'true' or 'false'")]
    [InlineData("measurement-prefix", "#a", "The measurement prefix is '#a'; expected at most 64 characters")]
    public void A_value_that_makes_no_sense_gets_a_sentence(string key, string value, string expected)
    {
        Assert.Empty(Read(("influx", "http://localhost:8086/mydb"), (key, value)));

        Assert.Contains(expected, Assert.Single(_problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_problems_of_all_addresses_come_at_once()
    {
        _layers.AddTyped("influx", ["http://a", "localhost/db", "http://c/db"]);

        Assert.Empty(Read());
        Assert.Equal(2, _problems.Count);
    }

    [Fact]
    public void The_same_place_twice_is_a_mistake()
    {
        _layers.AddTyped("influx", ["http://a/db", "http://a/db"]);

        Assert.Empty(Read());
        Assert.Contains("'http://a/db' is given 2 times", Assert.Single(_problems), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_typed_about_an_InfluxDB_that_is_not_there_is_a_mistake()
    {
        Read(("influx-user", "bob"), ("influx-password", "s3cret"), ("influx-mode", "raw"));

        var problem = Assert.Single(_problems);
        Assert.Contains("The options '--influx-user', '--influx-password' and '--influx-mode' stand alone", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_the_environment_is_there_for_other_runs_too()
    {
        _layers.AddEnvironment(new Dictionary<string, string> { ["CICADA_INFLUX_PASSWORD"] = "s3cret", ["CICADA_INFLUX_TOKEN"] = "s3cret" });

        Assert.Empty(Read());
        Assert.Empty(_problems);
    }

    [Fact]
    public void No_secret_is_recorded()
    {
        _layers.AddEnvironment(new Dictionary<string, string> { ["CICADA_INFLUX_URL"] = "http://bob:s3cret@a/db http://b?org=o&bucket=b&token=s3cret http://c?database=d&token=env:OUR_TOKEN" });
        _layers.AddTyped("influx-password", ["s3cret"]);
        _layers.AddTyped("influx-token", ["s3cret"]);

        var recorded = RunOptionsReader.Recorded(_layers.Values, RunOptionSpecs.All);

        Assert.Equal("http://[REDACTED]@a/db http://b?org=o&bucket=b&token=[REDACTED] http://c?database=d&token=env:OUR_TOKEN", recorded["influx"]);
        Assert.Equal(("[REDACTED]", "[REDACTED]"), (recorded["influx-password"], recorded["influx-token"]));
    }

    [Theory]
    [InlineData("http://bob:pw@h/db", "http://[REDACTED]@h/db")]
    [InlineData("http://h/x?token=abc==&y=1", "http://h/x?token=[REDACTED]&y=1")]
    [InlineData("http://h/x?u=bob&p=pw#f", "http://h/x?u=[REDACTED]&p=[REDACTED]#f")]
    [InlineData("http://h/x?Password=pw", "http://h/x?Password=[REDACTED]")]
    [InlineData("http://h/x?token=env:NAME", "http://h/x?token=env:NAME")]
    [InlineData("http://h/x?token=env:not-a-name", "http://h/x?token=[REDACTED]")]
    [InlineData("see http://wiki/?page=5 and a=b, token=x", "see http://wiki/?page=5 and a=b, token=x")]
    [InlineData("mail bob@example.com?p=1", "mail bob@example.com?p=1")]
    public void A_secret_in_an_address_is_not_shown(string text, string shown) => Assert.Equal(shown, Secrets.InAddress(text));

    private IReadOnlyList<InfluxOptions> Read(params ReadOnlySpan<(string Key, string Value)> values)
    {
        foreach (var (key, value) in values)
        {
            _layers.AddTyped(key, [value]);
        }

        return InfluxOptionsReader.Read(_layers.Values, _variables, _problems);
    }
}
