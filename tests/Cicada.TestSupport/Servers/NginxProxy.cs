using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cicada.TestSupport;

/// <summary>
/// A real nginx that speaks TLS, with a certificate nobody vouches for, in front of a server that does not: as the guide shows it. For tests marked with
/// <see cref="RequiresProgramFactAttribute"/> for <see cref="Program"/>.
/// </summary>
public sealed class NginxProxy : IAsyncDisposable
{
    /// <summary>The command.</summary>
    public const string Program = "nginx";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = LoopbackPorts.Free(1)[0];
    private ProgramRunner? _running;

    private NginxProxy() => Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{_port}/"));

    /// <summary>The root address, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>Starts it; completes when its port is open.</summary>
    /// <param name="target">The server behind it.</param>
    /// <param name="location">The folder the server is found in, such as <c>/load/</c>. Everything else is answered with 404.</param>
    public static async Task<NginxProxy> StartAsync(Uri target, string location)
    {
        ArgumentNullException.ThrowIfNull(target);
        var proxy = new NginxProxy();
        try
        {
            await proxy.RunAsync(target, location);
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_running is not null)
        {
            await _running.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task RunAsync(Uri target, string location)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _folder.Write("cert.pem", certificate.ExportCertificatePem());
        _folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        var configuration = _folder.Write("nginx.conf", $$"""
            daemon off;
            worker_processes 1;
            pid {{_folder.Combine("nginx.pid")}};
            error_log stderr notice;
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path {{_folder.Combine("bodies")}};
                proxy_temp_path {{_folder.Combine("answers")}};
                fastcgi_temp_path {{_folder.Combine("fastcgi")}};
                scgi_temp_path {{_folder.Combine("scgi")}};
                uwsgi_temp_path {{_folder.Combine("uwsgi")}};
                server {
                    listen 127.0.0.1:{{_port.ToString(CultureInfo.InvariantCulture)}} ssl;
                    ssl_certificate {{_folder.Combine("cert.pem")}};
                    ssl_certificate_key {{_folder.Combine("key.pem")}};
                    location {{location}} {
                        proxy_pass {{target.GetLeftPart(UriPartial.Authority)}};
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_set_header Host $http_host;
                    }
                }
            }
            """);
        _running = ProgramRunner.Start(Program, ["-c", configuration, "-p", _folder.Path, "-e", "stderr"], _folder.Path);

        // Said by the process that answers, whose port was open before it began.
        await _running.WaitForErrorAsync("start worker process ");
    }
}
