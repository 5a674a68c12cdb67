namespace Cicada.FastHttp;

/// <summary>What a connection leads to.</summary>
/// <param name="IsSecure">Whether it has TLS.</param>
/// <param name="Host">A name or an address, as the system resolves it.</param>
/// <param name="Port">The TCP port.</param>
internal sealed record Origin(bool IsSecure, string Host, int Port)
{
    public static Origin Of(Uri address) => new(address.Scheme == Uri.UriSchemeHttps, address.HostNameType == UriHostNameType.IPv6 ? address.DnsSafeHost : address.IdnHost, address.Port);
}
