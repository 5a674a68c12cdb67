using System.Net;
using System.Net.Quic;
using System.Security.Cryptography.X509Certificates;

namespace Cicada;

/// <summary>How HTTP requests are made: the run's from the command line, a user type's by overriding <see cref="HttpUser.Http"/>.</summary>
public sealed record HttpOptions
{
    /// <summary>How long a request may take from its start to the end of its answer. Default 60 s; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When true, any server certificate is accepted. Default false.</summary>
    public bool Insecure { get; init; }

    /// <summary>The HTTP proxy, or null for none. The environment's proxy variables are not looked at.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The HTTP version to speak: 1.1 (the default), 2.0 (without TLS by prior knowledge) or 3.0 (where the platform has QUIC; not covered by Cicada's tests).</summary>
    public Version Version { get; init; } = HttpVersion.Version11;

    /// <summary>Whether redirects are followed; all of them together are one sample. Default true.</summary>
    public bool FollowRedirects { get; init; } = true;

    /// <summary>How many redirects are followed before the request fails as <c>too_many_redirects</c>. Default 30.</summary>
    public int MaximumRedirects { get; init; } = 30;

    /// <summary>Whether compressed answers are asked for (gzip, deflate, br) and decompressed. Default true.</summary>
    public bool Decompress { get; init; } = true;

    /// <summary>Whether bodies of answers are kept for <see cref="Response.Text"/> and the like. When false they are read, counted and thrown away. Default true.</summary>
    public bool KeepBodies { get; init; } = true;

    /// <summary>The largest body that is kept, in bytes after decompression; a larger one fails as <c>response_too_large</c>. Default 256 MiB. Ignored when <see cref="KeepBodies"/> is false.</summary>
    public long MaximumBodyBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Certificates to show to servers that ask for one.</summary>
    public X509CertificateCollection? ClientCertificates { get; init; }

    /// <summary>
    /// Makes what answers a user's requests in place of connections: a server in the same process, such as that of a <c>WebApplicationFactory</c> by
    /// <c>factory.Server.CreateHandler</c>. It is asked for a new one for each user, and that is disposed with the user. Null, the default, for connections.
    /// </summary>
    /// <remarks>
    /// Cookies and redirects are as over a network. There is no connection, so there are no times of its phases; compressed answers are not asked for, and
    /// <see cref="Decompress"/>, <see cref="Insecure"/> and <see cref="Version"/> are of no account.
    /// </remarks>
    public Func<HttpMessageHandler>? Handler { get; init; }

    /// <summary>All that is wrong with these options, one sentence each.</summary>
    internal IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Timeout <= TimeSpan.Zero && Timeout != System.Threading.Timeout.InfiniteTimeSpan)
        {
            problems.Add($"The timeout of requests is '{Timeout}'; it is longer than zero. Give a timeout, or Timeout.InfiniteTimeSpan for none.");
        }

        if (Timeout > TimeSpan.FromDays(49))
        {
            problems.Add($"The timeout of requests is '{Timeout}'; the longest is 49 days. Give a shorter one, or Timeout.InfiniteTimeSpan for none.");
        }

        if (MaximumBodyBytes < 0 || MaximumBodyBytes > Array.MaxLength)
        {
            problems.Add($"The largest body kept is '{MaximumBodyBytes}' bytes; it is from 0 to {Array.MaxLength}. Set KeepBodies to false to receive more than can be kept.");
        }

        if (MaximumRedirects < 1)
        {
            problems.Add($"The maximum of redirects is '{MaximumRedirects}'; it is at least 1. Set FollowRedirects to false to follow none.");
        }

        if (Proxy is { } proxy && (!proxy.IsAbsoluteUri || proxy.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5")))
        {
            problems.Add($"The proxy is '{proxy}'; its address begins with http://, https:// or socks5://. Correct it.");
        }

        if (Handler is not null && (Proxy is not null || ClientCertificates is not null))
        {
            problems.Add("Requests are answered in this process, by a handler, and go through no proxy and show no certificate. Leave out the handler, or the proxy and the certificates.");
        }

        if (Version.Major is < 1 or > 3)
        {
            problems.Add($"The HTTP version is '{Version}'; it is 1.1, 2.0 or 3.0. Give one of these.");
        }
        else if (Version.Major == 3 && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()) && !QuicConnection.IsSupported)
        {
            problems.Add("HTTP/3 was asked for, but this machine has no QUIC (on Linux the library libmsquic is missing). Install it, or use another version.");
        }

        return problems;
    }
}
