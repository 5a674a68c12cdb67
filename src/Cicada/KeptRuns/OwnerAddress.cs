using System.Net;
using System.Net.Security;
using Cicada.Storage;

namespace Cicada.KeptRuns;

/// <summary>Where the process answers that has a store open.</summary>
internal static class OwnerAddress
{
    /// <summary>The process, if it is one of this machine that answers on a loopback address; null for any other.</summary>
    public static StoreOwner? Find(string store) =>
        StoreOwnerFile.Find(store) is { Address: { } address, Token: not null } owner && IsLoopback(address) ? owner : null;

    /// <summary>What speaks to it. A certificate is for people who come from elsewhere; who answers on this machine's own address was named by a file that only the user can write.</summary>
#pragma warning disable CA5359
    public static SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    };
#pragma warning restore CA5359

    private static bool IsLoopback(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
