using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Grafana's data source for InfluxDB in its InfluxQL mode: what its server part sends, byte for byte, and what it makes of the answer.</summary>
internal sealed class InfluxDataSource : IDisposable
{
    private readonly HttpClient _client;
    private readonly AnswerParser _parser;

    /// <param name="settings">Where it asks.</param>
    /// <param name="isReversed">See <see cref="AnswerParser"/>.</param>
    public InfluxDataSource(DataSourceSettings settings, bool isReversed = false)
    {
        (Settings, _parser) = (settings, new AnswerParser(isReversed));
#pragma warning disable CA2000 // The client disposes of it.
        _client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip, UseCookies = false });
#pragma warning restore CA2000
        _client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "Grafana/12.3.0 (linux; amd64) grafana-influxdb-datasource/1.0.0");
        if (settings.User is { } user)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{settings.Password}")));
        }
    }

    public DataSourceSettings Settings { get; }

    /// <summary>How many requests it has sent.</summary>
    public int Requests { get; private set; }

    /// <summary>Sends a query, and reads what is answered.</summary>
    public async Task<QueryAnswer> AskAsync(SentQuery query)
    {
        using var request = Request(query);
        Requests++;
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return _parser.Parse(query, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _client.Dispose();

    // Parameters are in the order of their names, as Go writes them.
    private HttpRequestMessage Request(SentQuery query)
    {
        var isGet = Settings.HttpMode switch
        {
            "GET" => true,
            "POST" => false,
            _ => throw new BoardException($"The HTTP mode of the data source is '{Settings.HttpMode}'; expected GET or POST."),
        };
        var parameters = $"db={Escaped(Settings.Database)}&epoch=ms{(isGet ? $"&q={Escaped(query.Statement)}" : "")}{(query.Policy is "" or "default" ? "" : $"&rp={Escaped(query.Policy)}")}";
        var root = Settings.Url.AbsoluteUri.TrimEnd('/');
        var request = new HttpRequestMessage(isGet ? HttpMethod.Get : HttpMethod.Post, new Uri($"{root}/query?{parameters}"));
        if (!isGet)
        {
            request.Content = new StringContent($"q={Escaped(query.Statement)}", Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        }

        return request;
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
