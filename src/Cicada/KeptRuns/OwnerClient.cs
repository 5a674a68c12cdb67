using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cicada.RunsApi;
using Cicada.Storage;

namespace Cicada.KeptRuns;

/// <summary>Asks the process that has a store open, by its HTTP API.</summary>
internal sealed class OwnerClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HttpClient _http;
    private readonly string _path;
    private readonly StoreOwner _owner;
    private string? _itsPath;

    /// <param name="owner">The process, which has an address.</param>
    /// <param name="path">The store, as it is named on this side.</param>
    public OwnerClient(StoreOwner owner, string path)
    {
        (_owner, _path) = (owner, path);
        _http = new HttpClient(OwnerAddress.Handler()) { BaseAddress = new Uri($"{owner.Address}{RunsRoutes.Root}"), Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", owner.Token);
    }

    /// <summary>A client for a store that another process of this machine has open and answers for; null for any other.</summary>
    public static OwnerClient? Of(string path) => OwnerAddress.Find(path) is { } owner ? new(owner, path) : null;

    public static StoreException Gone() =>
        new("The process that has the store open ended before it had answered. Try again.");

    public T Get<T>(string path, IEnumerable<(string Name, string? Value)> arguments, JsonTypeInfo<T> type)
    {
        using var response = Send(HttpMethod.Get, path + Query(arguments), null);
        return Read(response, type);
    }

    public TAnswer Post<TBody, TAnswer>(string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> type)
    {
        using var response = Send(HttpMethod.Post, path, Json(body, bodyType));
        return Read(response, type);
    }

    /// <summary>An answer of any length, as it comes.</summary>
    public Stream Open(string path, IEnumerable<(string Name, string? Value)> arguments) => new OwnerStream(Send(HttpMethod.Get, path + Query(arguments), null));

    /// <summary>The same, for a question that is more than an address.</summary>
    public Stream Open<T>(string path, T body, JsonTypeInfo<T> type) => new OwnerStream(Send(HttpMethod.Post, path, Json(body, type)));

    /// <summary>A sentence of the other process, in which it may name the store otherwise than this one does.</summary>
    public string InWordsOfThisSide(string sentence) =>
        _itsPath is { } its && its != _path ? sentence.Replace($"'{its}'", $"'{_path}'", StringComparison.Ordinal) : sentence;

    public void Dispose() => _http.Dispose();

    private static string Query(IEnumerable<(string Name, string? Value)> arguments)
    {
        var pairs = arguments.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}").ToList();
        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);
    }

    private static ByteArrayContent Json<T>(T body, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { ContentType = new("application/json") } };

    private static T Read<T>(HttpResponseMessage response, JsonTypeInfo<T> type)
    {
        try
        {
            using var stream = response.Content.ReadAsStream();
            return JsonSerializer.Deserialize(stream, type) ?? throw Gone();
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or JsonException)
        {
            throw Gone();
        }
    }

    private HttpResponseMessage Send(HttpMethod method, string path, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        HttpResponseMessage response;
        try
        {
            response = _http.Send(request, HttpCompletionOption.ResponseHeadersRead);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            throw StoreErrors.InUse(_path, _owner.ProcessId, _owner, exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity && path != "store")
            {
                // How it calls the store is asked for where that may be said.
                _itsPath ??= Get("store", [], StoreJson.Default.StoreFacts).Path;
            }

            throw new StoreException(InWordsOfThisSide(Read(response, StoreJson.Default.Problem).Error));
        }
    }
}
