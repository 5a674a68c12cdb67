using System.Text;
using Cicada.Influx.Selection;
using Cicada.InfluxApi;
using Cicada.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada.Tests.InfluxApi;

/// <summary>InfluxDB's interface over a scripted store, on a port of its own.</summary>
internal sealed class ApiFixture : IAsyncDisposable
{
    private readonly InfluxRoutes _routes;
    private readonly WebHost _host;

    private ApiFixture(ScriptedStore store, PlainHash hash, InfluxRoutes routes, WebHost host)
    {
        (Store, Hash, _routes, _host) = (store, hash, routes, host);
        Client = new HttpClient { BaseAddress = host.Address };
    }

    public ScriptedStore Store { get; }

    public PlainHash Hash { get; }

    public HttpClient Client { get; }

    public static async Task<ApiFixture> StartAsync(InfluxApiOptions? options = null, WebHostOptions? web = null, TimeProvider? clock = null)
    {
        var (store, hash) = (new ScriptedStore(), new PlainHash());
        var routes = new InfluxRoutes(store, hash, options ?? new(), clock ?? TimeProvider.System, NullLogger.Instance);
        return new(store, hash, routes, await WebHost.StartAsync(web ?? new(), [routes], NullLogger.Instance, TestContext.Current.CancellationToken));
    }

    /// <summary>The answer to a query, as text.</summary>
    public async Task<string> QueryAsync(string parameters = "", string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/query?q=SELECT&" + parameters);
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        using var answer = await SendAsync(request);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Client.SendAsync(request, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return SendAsync(request);
    }

    /// <summary>Status and body, on two lines.</summary>
    public async Task<string> SayAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(method, path, body, headers);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}".TrimEnd('\n', ' ');
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        await _routes.DisposeAsync();
    }

    /// <summary>One statement's answer of one series.</summary>
    public static StatementResult Result(int id, params ResultRows[] rows) => new(id, rows);

    public static ResultRows Rows(string? name, string[] columns, params QueryValue[][] rows) => new() { Name = name, Columns = columns, Rows = rows };
}
