using System.Net;
using Cicada.Http;

namespace Cicada;

/// <summary>A user that speaks HTTP. Each has a <see cref="Client"/> with connections and cookies of its own, like a browser.</summary>
public abstract class HttpUser : User
{
    private HttpUserClient? _client;

    /// <summary>Makes requests to the target and records each of them.</summary>
    public HttpUserClient Client => _client ??= new HttpUserClient(this);

    /// <summary>How requests are made. Override it as <c>base.Http with { Timeout = … }</c>; asked for once per user, before its first request.</summary>
    public virtual HttpOptions Http => Run.Plan.Http;

    internal override void Release() => _client?.Dispose();

    /// <summary>All that is wrong with options for users of this kind.</summary>
    internal virtual IReadOnlyList<string> ProblemsOf(HttpOptions options) => options.Problems();

    /// <summary>What takes the requests of this user to the target.</summary>
    internal virtual HttpTransport CreateTransport(HttpOptions options, IDictionary<string, string> headers, CookieContainer cookies) =>
        new HandlerTransport(Session, options, headers, cookies);
}
