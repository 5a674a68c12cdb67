using System.Text.RegularExpressions;
using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.Tests.Commands;
using Cicada.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada.Tests.KeptRuns;

/// <summary>Commands on a store that a process has open say letter by letter what they say of the same store when nobody has.</summary>
public sealed partial class OwnedRunsTests : IDisposable
{
    private static readonly string[] Questions =
    [
        "runs", "runs --json", "runs --test shop --limit 1", "runs --test shopp", "runs --label team=shop", "runs --label team=",
        "show latest", "show latest --json", "show latest --from 0 --to 1h --json", "show nothing", "show latest --from 2h",
        "label latest", "label latest --json", "note latest", "prune --keep-last 1 --dry-run", "prune --keep 1d --dry-run --json",
        "sql 'SELECT name, count(*) AS n, max(response_time) > 0 AS slow FROM cicada_requests GROUP BY name ORDER BY name'",
        "sql \"SELECT 1.5 AS d, 1e300 AS big, 'a\\\"<ä' AS t, [1, NULL] AS l, {'a': 2} AS s, TIMESTAMP '2026-11-28 12:00:00.25' AS at, NULL AS n, 12::HUGEINT AS h, 'x'::BLOB AS b, 0.1::DECIMAL(9, 3) AS m\" --json",
        "sql \"SELECT 1.5 AS d, 1e300 AS big, [1, NULL] AS l, TIMESTAMP '2026-11-28 12:00:00.25' AS at, 1.0::FLOAT AS f\" --csv",
        "sql 'SELECT FROM'", "sql 'DELETE FROM cicada_requests'", "sql \"SELECT * FROM range(3) WHERE range < 0\" --json",
        "export latest", "export latest --format jsonl", "export latest --format line-protocol --measurement-prefix locust_", "export latest --measurement nothing",
        "export latest --measurement cicada_events --json -o events.csv", "report nothing -o run.html",
        "report latest --junit J.xml --trx T.trx --summary-md M.md", "report nothing --junit J.xml", "report latest --trx missing/T.trx",
    ];

    private static readonly string[] Changes =
    [
        "label latest team=shop url=http://x/?a=b", "label latest team= --json", "label nothing a=b", "label latest 'a b=c'", "note latest 'after the index was added'", "note latest --json", "runs --label url=http://x/?a=b",
        "pin latest", "pin latest --json", "unpin latest", "unpin latest", "unpin latest --json", "delete latest", "delete latest --yes", "delete latest --yes", "runs --json", "prune --keep-last 0 --yes",
        "prune --keep-last 1 --yes --json", "show latest",
    ];

    private readonly DoorFixture _alone = new();
    private readonly DoorFixture _owned = new();

    public void Dispose()
    {
        _alone.Dispose();
        _owned.Dispose();
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task Every_command_prints_the_same_whether_somebody_has_the_store_open_or_not()
    {
        for (var i = 0; i < 3; i++)
        {
            await _alone.RunAsync("--headless -i 4 --test shop --only-summary", test => { test.Users.Add<DoorUsers.GoodUser>(); test.Users.Add<DoorUsers.FailingUser>(); });
        }

        File.Copy(_alone.Store, _owned.Store);
        var expected = await SayAsync(_alone, [.. Questions, .. Changes]);
        using var store = Store.Open(_owned.Store);
        using var auth = WebAuth.Of(new WebHostOptions { Secret = new WebSecret("let me in, please") }, null, TimeProvider.System);
        using var api = new RunsRoutes(store, null, auth, TimeProvider.System, NullLogger.Instance);
        await using var host = await WebHost.StartAsync(new WebHostOptions(), [api], NullLogger.Instance, TestContext.Current.CancellationToken, auth);
        auth.OwnerToken = store.Announce(host.Address);

        var said = await SayAsync(_owned, [.. Questions, .. Changes]);

        foreach (var (one, other) in expected.Zip(said))
        {
            Assert.Equal(one, other);
        }

        foreach (var file in new[] { "events.csv", "J.xml", "T.trx", "M.md" })
        {
            Assert.Equal(_alone.Read(file), _owned.Read(file));
        }
    }

    // How much room rows take is estimated from what DuckDB has moved into the file by then.
    [GeneratedRegex(@"[0-9.,]+ [kM]?B\b| +B\b|(?<=_bytes"": ?)[0-9]+")]
    private static partial Regex Size();

    private static async Task<List<string>> SayAsync(DoorFixture door, IReadOnlyList<string> commands)
    {
        var said = new List<string>();
        foreach (var command in commands)
        {
            var code = await door.RunToolAsync(command);
            said.Add(Size().Replace($"{command} → {code}\n{door.Output}\n{door.Error}".Replace(Path.GetDirectoryName(door.Store)!, "", StringComparison.Ordinal), "(size)"));
        }

        return said;
    }
}
