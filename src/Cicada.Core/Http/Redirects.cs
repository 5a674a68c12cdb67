namespace Cicada.Http;

/// <summary>Which answers lead elsewhere: the same that <see cref="SocketsHttpHandler"/> follows, and like it never from TLS to none.</summary>
internal static class Redirects
{
    /// <summary>Where an answer leads; null for one that does not.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="location">Where it says it leads, if it does.</param>
    /// <param name="from">Where it came from, where that is known.</param>
    public static Uri? TargetOf(int status, Uri? location, Uri? from)
    {
        if (status is not (300 or 301 or 302 or 303 or 307 or 308) || location is null || from is null)
        {
            return null;
        }

        var to = location.IsAbsoluteUri ? location : new Uri(from, location);
        return from.Scheme == Uri.UriSchemeHttps && to.Scheme != Uri.UriSchemeHttps ? null : to;
    }

    /// <summary>Whether the request that follows is a GET without a body, whatever the one before was.</summary>
    public static bool BecomesGet(int status, HttpMethod method) =>
        status == 303 ? method != HttpMethod.Get && method != HttpMethod.Head : status is 300 or 301 or 302 && method == HttpMethod.Post;
}
