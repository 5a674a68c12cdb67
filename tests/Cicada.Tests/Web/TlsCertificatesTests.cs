using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Cicada.RunsApi;
using Cicada.Tests.RunsApi;
using Cicada.TestSupport;
using Cicada.Web;

namespace Cicada.Tests.Web;

public sealed class TlsCertificatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pem")]
    [InlineData("one file")]
    [InlineData("locked pem")]
    [InlineData("pfx")]
    public async Task A_listener_speaks_TLS_with_the_certificate_it_was_given(string kind)
    {
        using var certificate = Make();
        var web = Write(certificate, kind) with { Secret = new WebSecret("token") };
        await using var api = await RunsApiFixture.StartAsync(new RunQuestions("", (_, _) => throw new NotSupportedException(), new(), TimeProvider.System), web: web);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint };
        using var client = new HttpClient(handler) { BaseAddress = api.Address };

        using var body = new StringContent("""{"password":"token"}""", null, "application/json");
        using var login = await client.PostAsync("api/cicada/v1/login", body, TestContext.Current.CancellationToken);

        Assert.Equal("https", api.Address.Scheme);
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
        Assert.Contains("; secure;", login.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_used_gets_a_sentence()
    {
        using var certificate = Make();
        var pem = Write(certificate, "pem");
        File.WriteAllText(_folder.Combine("empty"), "");

        Assert.Contains("of '--tls-cert' is not there", Refusal(pem with { TlsCertificate = "nix.pem" }), StringComparison.Ordinal);
        Assert.Contains("of '--tls-key' is not there", Refusal(pem with { TlsKey = "nix.pem" }), StringComparison.Ordinal);
        Assert.Contains("cannot be used: ", Refusal(pem with { TlsKey = _folder.Combine("empty") }), StringComparison.Ordinal);
        Assert.Contains("cannot be used: ", Refusal(pem with { TlsKey = null, TlsCertificate = _folder.Combine("empty") }), StringComparison.Ordinal);
        Assert.Contains("Name a certificate and its key as PEM files", Refusal(Write(certificate, "pfx") with { TlsPassword = "wrong" }), StringComparison.Ordinal);
    }

    private static string Refusal(WebHostOptions options) => Assert.Throws<WebHostException>(() => TlsCertificates.Load(options)).Message;

    private static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private WebHostOptions Write(X509Certificate2 certificate, string kind)
    {
        var (path, keyPath) = (_folder.Combine("certificate"), _folder.Combine("key"));
        using var key = certificate.GetECDsaPrivateKey()!;
        switch (kind)
        {
            case "pfx":
                File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, "x"));
                return new() { TlsCertificate = path, TlsPassword = "x" };
            case "one file":
                File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
                return new() { TlsCertificate = path };
            case "locked pem":
                File.WriteAllText(path, certificate.ExportCertificatePem());
                File.WriteAllText(keyPath, key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
                return new() { TlsCertificate = path, TlsKey = keyPath, TlsPassword = "x" };
            default:
                File.WriteAllText(path, certificate.ExportCertificatePem());
                File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
                return new() { TlsCertificate = path, TlsKey = keyPath };
        }
    }
}
