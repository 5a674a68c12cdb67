using System.Diagnostics.CodeAnalysis;
using System.Net;
using Cicada.Http;
using Cicada.Users;

namespace Cicada;

/// <summary>
/// Makes HTTP requests for one user and records each of them. A request that fails does not throw: its <see cref="Response"/> says so. Only
/// when the run takes the user's time away, the call ends with an <see cref="OperationCanceledException"/>.
/// </summary>
/// <remarks>
/// A relative address is appended to the host. A request is grouped under <c>name</c>, else under its address as it is written: a plain string with
/// its path and query, an interpolated one with its holes (see <see cref="UrlTemplate"/>).
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The user that made it ends it; a test is not to dispose of it.")]
public sealed partial class HttpUserClient
{
    private readonly UserSession _session;
    private readonly string? _host;
    private readonly HttpTransport _transport;
    private KnownAddress? _lastAddress;

    internal HttpUserClient(HttpUser user)
    {
        _session = user.Session;
        _host = (_session.Type.Host ?? _session.Run.Host)?.TrimEnd('/');
        var options = user.Http;
        var problems = user.ProblemsOf(options);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join(" ", problems));
        }

        _transport = user.CreateTransport(options, Headers, Cookies);
    }

    /// <summary>Headers sent with every request of this user.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The user's cookies: sent to where they belong, changed by answers.</summary>
    public CookieContainer Cookies { get; } = new(capacity: 1000, perDomainCapacity: 180, maxCookieSize: 8192);

    /// <summary>Makes a request with any method and body.</summary>
    /// <param name="method">The HTTP method; it is also the request's type in the statistics.</param>
    /// <param name="url">The address, absolute or to be appended to the host.</param>
    /// <param name="content">The body, or null for none.</param>
    /// <param name="name">The name it is grouped under.</param>
    /// <param name="headers">Headers of this request; they win over <see cref="Headers"/>.</param>
    /// <param name="query">Pairs to append to the address, escaped; they are not part of the name.</param>
    /// <param name="cancellationToken">Gives the request up. The user's own <see cref="TaskOwner.Cancellation"/> does not cut off what is already on its way before the run does.</param>
    /// <exception cref="ArgumentException">The address is none, or there is no host.</exception>
    /// <exception cref="OperationCanceledException">The token, or the end of the run, ended the request.</exception>
    public Task<Response> SendAsync(
        HttpMethod method,
        string url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(url);
        return _transport.SendAsync(method, AddressOf(url, query), content, name ?? NameOf(url), headers, cancellationToken);
    }

    /// <inheritdoc cref="SendAsync(HttpMethod, string, HttpContent, string, IEnumerable{KeyValuePair{string, string}}, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Response> SendAsync(
        HttpMethod method,
        UrlTemplate url,
        HttpContent? content = null,
        string? name = null,
        IEnumerable<KeyValuePair<string, string>>? headers = null,
        IEnumerable<KeyValuePair<string, string>>? query = null,
        CancellationToken cancellationToken = default) =>
        SendAsync(method, url.Url, content, name ?? url.Name, headers, query, cancellationToken);

    /// <summary>The user has ended: closes its connections, those that are still being made as well.</summary>
    internal void Dispose() => _transport.Dispose();

    private static string NameOf(string url)
    {
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        var name = fragment < 0 ? url : url[..fragment];
        return name.Length == 0 ? "/" : name;
    }

    private Uri AddressOf(string url, IEnumerable<KeyValuePair<string, string>>? query)
    {
        if (query is not null)
        {
            // What follows '#' is never sent, and would hide what is appended.
            url = url.Split('#', 2)[0];
            var pairs = string.Join('&', query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
            url = pairs.Length == 0 ? url : url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + pairs;
        }

        // A user often asks for the same again, and then by the same text.
        var known = _lastAddress;
        if (known is null || !ReferenceEquals(known.Text, url))
        {
            _lastAddress = known = new KnownAddress(url, _session.Run.Addresses.Of(_host, url));
        }

        return known.Address;
    }
}
