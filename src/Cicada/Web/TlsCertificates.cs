using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Cicada.Web;

/// <summary>The certificate a listener speaks TLS with, and those that vouch for it.</summary>
internal sealed class TlsCertificates
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _chain;

    private TlsCertificates(X509Certificate2 certificate, X509Certificate2Collection chain) => (_certificate, _chain) = (certificate, chain);

    /// <summary>Reads them.</summary>
    /// <exception cref="WebHostException">A file is not there, or is none of these.</exception>
    public static TlsCertificates Load(WebHostOptions options)
    {
        var path = Required(options.TlsCertificate!, "--tls-cert");
        var key = options.TlsKey is null ? null : Required(options.TlsKey, "--tls-key");
        try
        {
            return key is not null || IsPem(path) ? OfPem(path, key, options.TlsPassword) : OfPfx(path, options.TlsPassword);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new WebHostException(
                $"The certificate '{path}'{(key is null ? "" : $" with the key '{key}'")} cannot be used: {exception.Message.TrimEnd('.')}. "
                + "Name a certificate and its key as PEM files with '--tls-cert' and '--tls-key', or a PFX file with '--tls-cert' alone; a password is taken from CICADA_TLS_PASSWORD.",
                exception);
        }
    }

    public void Use(ListenOptions listen) => listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = _certificate, ServerCertificateChain = _chain });

    private static string Required(string path, string option) => File.Exists(path)
        ? path
        : throw new WebHostException($"The file '{path}' of '{option}' is not there. Name one that is.");

    private static bool IsPem(string path)
    {
        using var reader = new StreamReader(path);
        var begin = new char[2048];
        return new string(begin, 0, reader.ReadBlock(begin)).Contains("-----BEGIN ", StringComparison.Ordinal);
    }

    private static TlsCertificates OfPem(string path, string? key, string? password)
    {
        using var certificate = password is null ? X509Certificate2.CreateFromPemFile(path, key) : X509Certificate2.CreateFromEncryptedPemFile(path, password, key);
        X509Certificate2Collection chain = [];
        chain.ImportFromPemFile(path);

        // Windows can only use a key that it has been given together with its certificate.
        return new(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null), chain);
    }

    private static TlsCertificates OfPfx(string path, string? password)
    {
        var chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password);
        return chain.FirstOrDefault(one => one.HasPrivateKey) is { } certificate
            ? new(certificate, chain)
            : throw new CryptographicException("there is no certificate with a key in it");
    }
}
