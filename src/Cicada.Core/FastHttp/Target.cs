using System.Text;

namespace Cicada.FastHttp;

/// <summary>Where a request goes, and the part of its text that follows from that.</summary>
internal sealed class Target
{
    private static readonly byte[] AcceptEncoding = "Accept-Encoding: gzip, deflate, br\r\n"u8.ToArray();

    public Target(Uri address)
    {
        Address = address;
        Origin = Origin.Of(address);
        Path = Encoding.ASCII.GetBytes(address.PathAndQuery);
        var host = address.HostNameType == UriHostNameType.IPv6 ? $"[{address.DnsSafeHost}]" : address.IdnHost;
        Host = Encoding.ASCII.GetBytes(address.IsDefaultPort ? host : $"{host}:{address.Port}");
        PlainGet = [.. "GET "u8, .. Path, .. " HTTP/1.1\r\nHost: "u8, .. Host, .. "\r\n"u8, .. AcceptEncoding, .. "\r\n"u8];
    }

    public Uri Address { get; }

    public Origin Origin { get; }

    /// <summary>Path and query, escaped.</summary>
    public byte[] Path { get; }

    /// <summary>The value of the Host header.</summary>
    public byte[] Host { get; }

    /// <summary>The whole text of a GET that says nothing but where it goes, and that it takes compressed answers.</summary>
    public byte[] PlainGet { get; }
}
