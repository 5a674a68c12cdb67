using Cicada.Commands;
using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.Options;
using Cicada.Storage;
using Cicada.Tests.Commands;
using Cicada.TestSupport;
using Cicada.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>
/// Three short runs that really took place, recorded once for all tests of the boards: in Cicada's store, which answers through its own InfluxDB API, and in databases of a
/// real InfluxDB that have each request, the statistics of each second, or both. Everybody who asks has to say who he is.
/// </summary>
public sealed class GrafanaScene : IAsyncLifetime
{
    internal const string Shop = "shop";
    internal const string Other = "other";

    private const string User = "grafana";
    private const string Password = "a password of the tests";
    private const string OtherPrefix = "load_";

    private readonly DoorFixture _door = new();
    private Store? _store;
    private StoreListener? _listener;
    private InfluxServer? _influx;

    /// <summary>The runs in the order they took place: two of <see cref="Shop"/>, one of <see cref="Other"/>.</summary>
    internal IReadOnlyList<RunSummary> Runs { get; private set; } = [];

    /// <summary>Everybody who can be asked.</summary>
    internal IReadOnlyList<BackEnd> BackEnds { get; private set; } = [];

    internal InfluxServer Influx => _influx!;

    internal BackEnd Cicada => BackEnds[0];

    internal BackEnd Both => BackEnds[1];

    internal RunSummary First => Runs[0];

    internal RunSummary Second => Runs[1];

    public async ValueTask InitializeAsync()
    {
        if (!InstalledPrograms.Has(InfluxServer.Program))
        {
            // Then the tests are skipped, too.
            return;
        }

        _door.WriteFile(".git/HEAD", "0123456789abcdef0123456789abcdef01234567\n");
        _influx = await InfluxServer.StartAsync(new() { AdminName = User, AdminPassword = Password });
        await using var target = new CountingServer();
        target.On("/pay", new ScriptedAnswer { Status = 500 });
        target.On("/lost", new ScriptedAnswer { Status = 404 });
        Runs =
        [
            await RecordAsync($"--test {Shop} -u 6 -t 4s -H {target.Address} --run-label build=1", test => test.Users.Add<ShopUser>(), test => test.Users.Add<BuyerUser>()),
            await RecordAsync($"--test {Shop} -u 3 -t 3s -H {target.Address} --run-label build=2", test => test.Users.Add<ShopUser>(), test => test.Users.Add<BuyerUser>()),
            await RecordAsync($"--test {Other} -u 1 -t 1500ms -H {target.Address}", test => test.Users.Add<ShopUser>()),
        ];
        BackEnds =
        [
            new("cicada", await ServeAsync()),
            new("both", Database("both")),
            new("raw", Database("raw")) { HasStatistics = false },
            new("stats", Database("stats")) { HasRequests = false },
            new("prefixed", Database("prefixed")) { Prefix = OtherPrefix },
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }

        _store?.Dispose();
        if (_influx is not null)
        {
            await _influx.DisposeAsync();
        }

        _door.Dispose();
    }

    /// <summary>The whole of a run, with a second before and after it.</summary>
    internal static TimeRange Whole(RunSummary run) => TimeRange.Between(run.Started.AddSeconds(-1), run.Ended!.Value.AddSeconds(1));

    private async Task<RunSummary> RecordAsync(string options, params Action<LoadTestDefinition>[] configure)
    {
        var code = await _door.RunAsync($"--headless --only-summary -r 100 --summary-json S.json --note 'a note' {options}", test =>
        {
            Array.ForEach(configure, one => one(test));
            test.Outputs.Add(Output("both", InfluxMode.Both));
            test.Outputs.Add(Output("raw", InfluxMode.Raw));
            test.Outputs.Add(Output("stats", InfluxMode.Statistics));
            test.Outputs.Add(Output("prefixed", InfluxMode.Both, OtherPrefix));
        });
        Assert.True(code == ExitCode.Failures, _door.Output + _door.Error);
        return RunSummaryJson.Parse(_door.Read("S.json"));
    }

    private InfluxOutput Output(string database, InfluxMode mode, string prefix = "cicada_") => new(new InfluxOptions
    {
        Address = $"{Influx.Address}{database}",
        User = User,
        Password = Password,
        Name = database,
        Mode = mode,
        MeasurementPrefix = prefix,
    });

    private DataSourceSettings Database(string name) => new() { Url = Influx.Address, Database = name, User = User, Password = Password };

    private async Task<DataSourceSettings> ServeAsync()
    {
        var options = new ServeOptions { Influx = new InfluxApiOptions { AsksForUser = true }, AdminUser = User, AdminPassword = Password };
        _store = Store.Open(_door.Store);
        _listener = new StoreListener(_store, QueryLimits.Default, TimeProvider.System, NullLoggerFactory.Instance, "Cicada.Serve");
        new FirstAdmin(options, _door.Store, _listener.Influx).Require();
        await _listener.StartAsync(new WebHostOptions(), options.Influx, control: null, anyPort: false, TestContext.Current.CancellationToken);
        return new() { Url = _listener.Address, Database = Store.RunsDatabase, User = User, Password = Password };
    }
}
