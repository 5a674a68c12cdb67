using System.Collections.Concurrent;

namespace Cicada.Http;

/// <summary>Joins hosts and paths to addresses. The few that are used all the time are parsed once.</summary>
internal sealed class Addresses
{
    private const int Kept = 1024;
    private readonly ConcurrentDictionary<(string? Host, string Url), Uri> _known = new();

    /// <exception cref="ArgumentException">There is no such address.</exception>
    public Uri Of(string? host, string url)
    {
        if (_known.TryGetValue((host, url), out var known))
        {
            return known;
        }

        var uri = Parse(host, url);
        if (_known.Count < Kept)
        {
            _known.TryAdd((host, url), uri);
        }

        return uri;
    }

    private static Uri Parse(string? host, string url)
    {
        // A path may have an address inside it, '/login?return=http://…'; one that begins with a scheme is an address itself.
        if (url.Length > 0 && char.IsAsciiLetter(url[0]) && url.IndexOf("://", StringComparison.Ordinal) is var colon and > 0
            && !url.AsSpan(0, colon).ContainsAny('/', '?', '#'))
        {
            return Uri.TryCreate(url, UriKind.Absolute, out var absolute) && (absolute.Scheme == Uri.UriSchemeHttp || absolute.Scheme == Uri.UriSchemeHttps)
                ? absolute
                : throw new ArgumentException($"A request went to '{url}'; an address begins with http:// or https://, a path with '/'. Correct it.", nameof(url));
        }

        if (host is null)
        {
            throw new ArgumentException($"A request went to '{url}', but there is no host to append that to. Give one with -H http://…, or override Host in the user type.", nameof(url));
        }

        var joined = url.Length == 0 || url[0] is '/' or '?' ? host + url : $"{host}/{url}";
        return Uri.TryCreate(joined, UriKind.Absolute, out var uri)
            ? uri
            : throw new ArgumentException($"A request went to '{joined}', which is no address. Correct the path or the host.", nameof(url));
    }
}
