using System.Net.Http.Headers;

namespace Cicada.Http;

/// <summary>Which answers lead elsewhere: the same that <see cref="SocketsHttpHandler"/> follows, and like it never from TLS to none.</summary>
internal static class Redirects
{
    /// <summary>Where an answer leads; null for one that does not.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="headers">Its headers, where there are any.</param>
    /// <param name="from">Where it came from, where that is known.</param>
    public static Uri? TargetOf(int status, HttpResponseHeaders? headers, Uri? from)
    {
        if (status is not (300 or 301 or 302 or 303 or 307 or 308) || headers?.Location is not { } location || from is null)
        {
            return null;
        }

        var to = location.IsAbsoluteUri ? location : new Uri(from, location);
        return from.Scheme == Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttps ? null : to;
    }
}
