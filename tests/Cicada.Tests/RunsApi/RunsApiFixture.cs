using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.Web;
using Cicada.WebUi;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cicada.Tests.RunsApi;

/// <summary>The HTTP API and the pages over a store, on a port of their own.</summary>
internal sealed class RunsApiFixture : IAsyncDisposable
{
    private readonly WebHost _host;
    private readonly RunsRoutes _routes;
    private readonly WebAuth _auth;

    private RunsApiFixture(WebHost host, RunsRoutes routes, WebAuth auth, string basePath)
    {
        (_host, _routes, _auth) = (host, routes, auth);
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(host.Address, basePath + RunsRoutes.Root) };
    }

    public HttpClient Client { get; }

    public WebAuth Auth => _auth;

    public RunsRoutes Routes => _routes;

    public Uri Address => _host.Address;

    public static Task<RunsApiFixture> StartAsync(
        Store store, IRunControl? control = null, WebHostOptions? web = null, RunsApiOptions? options = null, TimeProvider? clock = null, IWebUsers? users = null) =>
        StartAsync(new RunQuestions(store.Path, store.OpenHistory, options ?? new(), clock ?? TimeProvider.System), control, web, clock, users);

    public static async Task<RunsApiFixture> StartAsync(
        RunQuestions questions, IRunControl? control = null, WebHostOptions? web = null, TimeProvider? clock = null, IWebUsers? users = null)
    {
        web ??= new();
        clock ??= TimeProvider.System;
        var auth = WebAuth.Of(web, users, clock);
        var routes = new RunsRoutes(questions, control, auth, clock, NullLogger.Instance);
        var host = await WebHost.StartAsync(web, [routes, new PageRoutes(UiFiles.Embedded, web.BasePath)], NullLogger.Instance, TestContext.Current.CancellationToken, auth);
        return new(host, routes, auth, web.BasePath);
    }

    /// <summary>The answer to a question.</summary>
    public async Task<JsonElement> ReadAsync(string path)
    {
        var answer = await SayAsync("GET", path);
        Assert.StartsWith("200 ", answer, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(answer[4..]);
        return document.RootElement.Clone();
    }

    /// <summary>Status and body.</summary>
    public async Task<string> SayAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(method, path, body, headers);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        _routes.Dispose();
        _auth.Dispose();
    }
}
