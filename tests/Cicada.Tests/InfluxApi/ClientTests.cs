using System.Text.Json;
using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi;

/// <summary>Clients people have, as they are: the influx shell, Python's influxdb package, and requests as Grafana, Telegraf, k6 and JMeter send them.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [RequiresProgramFact("influx")]
    public async Task The_influx_shell_works_as_against_InfluxDB()
    {
        await using var served = await ServedStore.StartAsync();
        await File.WriteAllTextAsync(
            Path.Combine(served.Folder, "import.txt"),
            """
            # DDL
            CREATE DATABASE shop
            # DML
            # CONTEXT-DATABASE: shop
            # CONTEXT-RETENTION-POLICY: autogen
            cpu,host=a v=1.5,s="x y" 1704067200000000000
            cpu,host=b v=2 1704067201000000000

            """.ReplaceLineEndings("\n"),
            Cancellation);

        var import = await InfluxAsync(served, "-import", "-path", Path.Combine(served.Folder, "import.txt"), "-precision", "ns");
        Assert.Contains("Processed 2 inserts", import.Output + import.Error, StringComparison.Ordinal);
        Assert.Contains("Failed 0 inserts", import.Output + import.Error, StringComparison.Ordinal);
        Assert.Equal("", (await InfluxAsync(served, "-database", "shop", "-execute", "INSERT cpu,host=c v=3 1704067202000000000")).Output);

        var column = await InfluxAsync(served, "-database", "shop", "-precision", "rfc3339", "-execute", "SELECT host, v FROM cpu");
        Assert.Equal(
            """
            name: cpu
            time                 host v
            ----                 ---- -
            2024-01-01T00:00:00Z a    1.5
            2024-01-01T00:00:01Z b    2
            2024-01-01T00:00:02Z c    3

            """.ReplaceLineEndings("\n"),
            column.Output);
        var csv = await InfluxAsync(served, "-database", "shop", "-format", "csv", "-execute", "SELECT mean(v) FROM cpu GROUP BY host; SHOW TAG VALUES WITH KEY = host");
        Assert.Equal("name,tags,time,mean\ncpu,host=a,0,1.5\nname,tags,time,mean\ncpu,host=b,0,2\nname,tags,time,mean\ncpu,host=c,0,3\nname,key,value\ncpu,host,a\ncpu,host,b\ncpu,host,c\n", csv.Output);
        var json = await InfluxAsync(served, "-database", "shop", "-format", "json", "-precision", "ms", "-execute", "SELECT last(v) FROM cpu");
        Assert.Equal("""{"results":[{"series":[{"name":"cpu","columns":["time","last"],"values":[[1704067202000,3]]}]}]}""" + "\n", json.Output);
        var error = await InfluxAsync(served, "-execute", "SELECT v FROM nodb..m");
        Assert.Contains("ERR: database not found: nodb", error.Output + error.Error, StringComparison.Ordinal);
    }

    [RequiresProgramFact("/usr/bin/python3")]
    public async Task Pythons_influxdb_package_works_as_against_InfluxDB()
    {
        if ((await ProgramRunner.RunAsync("/usr/bin/python3", ["-c", "import influxdb"])).ExitCode != 0)
        {
            Assert.Skip("needs Python's package 'influxdb' (python3-influxdb), which is not here");
        }

        await using var served = await ServedStore.StartAsync();
        var script = Path.Combine(served.Folder, "client.py");
        await File.WriteAllTextAsync(
            script,
            """
            import sys
            from influxdb import InfluxDBClient
            c = InfluxDBClient('127.0.0.1', int(sys.argv[1]))
            assert c.ping() == '1.8.10'
            c.create_database('py')
            assert 'py' in [d['name'] for d in c.get_list_database()]
            c.switch_database('py')
            assert c.write_points([
                {"measurement": "cpu", "tags": {"host": "a b"}, "time": "2024-01-01T00:00:00Z", "fields": {"v": 1.5, "i": 3, "s": "x", "b": True}},
                {"measurement": "cpu", "tags": {"host": "b"}, "time": "2024-01-01T00:00:01Z", "fields": {"v": 2.5}}])
            assert c.get_list_measurements() == [{'name': 'cpu'}]
            assert c.get_list_series() == ['cpu,host=a\\ b', 'cpu,host=b']
            c.create_retention_policy('week', '7d', '1', database='py', default=False)
            c.alter_retention_policy('week', database='py', duration='8d')
            assert [p['duration'] for p in c.get_list_retention_policies('py')] == ['0s', '192h0m0s'], c.get_list_retention_policies('py')
            c.drop_retention_policy('week', 'py')
            c.create_user('u', 'pw', admin=False)
            c.grant_privilege('read', 'py', 'u')
            assert c.get_list_privileges('u') == [{'database': 'py', 'privilege': 'READ'}]
            c.set_user_password('u', 'other')
            c.revoke_privilege('read', 'py', 'u')
            c.drop_user('u')
            for act in (lambda: c.query('selct'), lambda: c.write_points([{"measurement": "cpu", "fields": {"v": "text"}}])):
                try:
                    act()
                    assert False
                except Exception as e:
                    assert type(e).__name__ == 'InfluxDBClientError' and e.code == 400, repr(e)
            # MessagePack, which it asks for by itself
            assert list(c.query('select * from cpu').get_points()) == [
                {'time': '2024-01-01T00:00:00Z', 'b': True, 'host': 'a b', 'i': 3, 's': 'x', 'v': 1.5},
                {'time': '2024-01-01T00:00:01Z', 'b': None, 'host': 'b', 'i': None, 's': None, 'v': 2.5}]
            assert [p['time'] for p in c.query('select v from cpu', epoch='ms').get_points()] == [1704067200000, 1704067201000]
            assert list(c.query('select v from cpu where host = $h', bind_params={'h': 'b'}).get_points())[0]['v'] == 2.5
            # JSON, compressed writes, parts
            j = InfluxDBClient('127.0.0.1', int(sys.argv[1]), database='py', gzip=True, headers={'Accept': 'application/json', 'Content-Type': 'application/json'})
            assert j.write_points([{"measurement": "many", "time": i, "fields": {"v": i}} for i in range(1, 1001)])
            assert list(j.query('select count(v) from many').get_points())[0]['count'] == 1000
            assert sum(len(list(r.get_points())) for r in j.query('select v from many', chunked=True, chunk_size=100)) == 1000
            j.delete_series(measurement='many')
            j.drop_measurement('cpu')
            c.drop_database('py')
            print('done')
            """,
            Cancellation);

        var result = await ProgramRunner.RunAsync("/usr/bin/python3", [script, served.Port]);

        Assert.True(result.Output == "done\n", result.ToString());
    }

    [Fact]
    public async Task Requests_as_dashboards_and_collectors_send_them_are_answered_as_they_expect()
    {
        await using var served = await ServedStore.StartAsync();

        // Telegraf: creates its database, then writes.
        Assert.Equal("""{"results":[{"statement_id":0}]}""", await served.QueryAsync("CREATE DATABASE \"telegraf\""));
        Assert.Equal(404, await served.WriteAsync("cpu v=1", "k6"));

        // k6: empty parameters, and null for those of the query.
        using (var created = await served.Client.PostAsync(new Uri("query?db=&params=null&q=CREATE+DATABASE+k6", UriKind.Relative), null, Cancellation))
        {
            Assert.Equal("""{"results":[{"statement_id":0}]}""" + "\n", await created.Content.ReadAsStringAsync(Cancellation));
        }

        using (var lines = new StringContent("http_reqs,url=http://x/ value=1 1704067200000000000\nhttp_reqs,url=http://x/ value=2 1704067215000000000"))
        using (var written = await served.Client.PostAsync(new Uri("write?consistency=&db=k6&precision=&rp=", UriKind.Relative), lines, Cancellation))
        {
            Assert.Equal(204, (int)written.StatusCode);
        }

        // Grafana: "Save & test", then a panel.
        const string Panel = "SELECT mean(\"value\") FROM \"http_reqs\" WHERE time >= 1704067200000ms and time <= 1704067220000ms GROUP BY time(10s), \"url\"::tag fill(null)";
        var test = await AskAsync(served, "query?db=k6&epoch=ms&q=SHOW+measurements");
        var panel = await AskAsync(served, "query?db=k6&epoch=ms&q=" + Uri.EscapeDataString(Panel));

        Assert.Equal("""[["http_reqs"]]""", test.GetProperty("series")[0].GetProperty("values").GetRawText());
        Assert.Equal("""{"url":"http://x/"}""", panel.GetProperty("series")[0].GetProperty("tags").GetRawText());
        Assert.Equal("[[1704067200000,1],[1704067210000,2],[1704067220000,null]]", panel.GetProperty("series")[0].GetProperty("values").GetRawText());
    }

    private static async Task<JsonElement> AskAsync(ServedStore served, string path)
    {
        using var document = JsonDocument.Parse(await served.Client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation));
        return document.RootElement.GetProperty("results")[0].Clone();
    }

    private static Task<ProgramResult> InfluxAsync(ServedStore served, params string[] arguments) =>
        ProgramRunner.RunAsync("influx", ["-host", "127.0.0.1", "-port", served.Port, .. arguments], served.Folder, new Dictionary<string, string?> { ["HOME"] = served.Folder });
}
