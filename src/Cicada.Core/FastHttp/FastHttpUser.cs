using System.Net;
using Cicada.FastHttp;
using Cicada.Http;

namespace Cicada;

/// <summary>
/// An <see cref="HttpUser"/> whose requests are made by Cicada's own HTTP/1.1 client, which takes a fraction of the processor time: for a target that answers faster than the platform's
/// client can ask. Everything a test says and sees is the same.
/// </summary>
/// <remarks>
/// It speaks HTTP/1.1 over TCP and TLS, without a proxy; <see cref="HttpOptions.Version"/>, <see cref="HttpOptions.Proxy"/> and <see cref="HttpOptions.Handler"/> must be as they are by default.
/// A request with <c>Expect: 100-continue</c> does not wait before it sends its body.
/// </remarks>
public abstract class FastHttpUser : HttpUser
{
    internal override IReadOnlyList<string> ProblemsOf(HttpOptions options) => [.. options.Problems(), .. ProblemsWith(options)];

    /// <summary>What this client cannot do of what is asked for.</summary>
    internal IEnumerable<string> ProblemsWith(HttpOptions options)
    {
        if (options.Version != HttpVersion.Version11)
        {
            yield return $"Users of type '{GetType().Name}' are to speak HTTP {options.Version}; a FastHttpUser speaks HTTP/1.1 only. Derive it from HttpUser, or leave the version out.";
        }

        if (options.Proxy is not null)
        {
            yield return $"Users of type '{GetType().Name}' are to go through the proxy at '{options.Proxy.Authority}'; a FastHttpUser goes through none. Derive it from HttpUser, or leave the proxy out.";
        }

        if (options.Handler is not null)
        {
            yield return $"Users of type '{GetType().Name}' are to be answered in this process, by a handler; a FastHttpUser always has connections. Derive it from HttpUser, or leave the handler out.";
        }
    }

    internal override HttpTransport CreateTransport(HttpOptions options, IDictionary<string, string> headers, CookieContainer cookies) =>
        new FastTransport(Session, options, headers, cookies);
}
