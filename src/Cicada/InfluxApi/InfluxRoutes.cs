using Cicada.Storage.InfluxQl;
using Cicada.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cicada.InfluxApi;

/// <summary>The paths of InfluxDB's interface.</summary>
internal sealed class InfluxRoutes : IRouteGroup, IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly RequestCounts _counts = new();
    private readonly BackgroundQueries _background;
    private readonly UserCheck _users;

    /// <param name="store">What is asked and written to.</param>
    /// <param name="hash">Checks passwords.</param>
    /// <param name="options">How to behave.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="logger">Is told of what goes wrong here.</param>
    public InfluxRoutes(IInfluxStore store, IPasswordHash hash, InfluxApiOptions options, TimeProvider clock, ILogger logger)
    {
        _clock = clock;
        _background = new BackgroundQueries(logger);
        _users = new UserCheck(store, hash, clock, options.AsksForUser);
        var vars = new CountsEndpoint(_counts, _users, clock);
        var query = new QueryEndpoint(store, _users, _background, options, logger);
        var write = new WriteEndpoint(store, _users, options, logger);
        Routes =
        [
            Open("OPTIONS", "/query", OptionsAsync), new("GET", "/query", QueryAsync), new("POST", "/query", QueryAsync),
            Open("OPTIONS", "/write", OptionsAsync), new("POST", "/write", context => WriteAsync(context, WriteDialect.OfVersion1)),
            Open("OPTIONS", "/api/v2/write", OptionsAsync), new("POST", "/api/v2/write", context => WriteAsync(context, WriteDialect.OfVersion2)),
            Open("OPTIONS", "/api/v3/write_lp", OptionsAsync), new("POST", "/api/v3/write_lp", context => WriteAsync(context, WriteDialect.OfVersion3)),
            Open("GET", "/ping", PingEndpoint.PingAsync), Open("HEAD", "/ping", PingEndpoint.PingAsync),
            Open("GET", "/status", PingEndpoint.StatusAsync), Open("HEAD", "/status", PingEndpoint.StatusAsync),
            Open("GET", "/health", PingEndpoint.HealthAsync),
            new("GET", "/debug/vars", vars.VariablesAsync), new("GET", "/metrics", vars.MetricsAsync),
        ];

        static WebRoute Open(string method, string path, RequestDelegate answer) => new(method, path, answer) { Needs = WebAccess.Nothing };

        Task QueryAsync(HttpContext context)
        {
            _counts.CountQuery();
            return query.AnswerAsync(context);
        }

        Task WriteAsync(HttpContext context, Func<IQueryCollection, WriteDialect> dialect)
        {
            _counts.CountWrite();
            return write.AnswerAsync(context, dialect);
        }
    }

    public IReadOnlyList<WebRoute> Routes { get; }

    /// <summary>InfluxDB's users.</summary>
    public IWebUsers Users => _users;

    public bool ChecksCallers => _users.Asks;

    public void Prepare(HttpContext context)
    {
        InfluxReply.Prepare(context, _clock);
        _counts.CountRequest();
        context.Response.OnCompleted(() =>
        {
            _counts.CountStatus(context.Response.StatusCode);
            return Task.CompletedTask;
        });
    }

    public Task RefuseAsync(HttpContext context, int status, string sentence) => status == StatusCodes.Status405MethodNotAllowed
        ? InfluxReply.MisusedAsync(context)
        : InfluxReply.ErrorAsync(context, status, sentence);

    public async ValueTask DisposeAsync()
    {
        await _background.DisposeAsync();
        _users.Dispose();
    }

    private static Task OptionsAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
