using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Cicada.Tests.Http;

/// <summary>One connection of a <see cref="RawServer"/>, as its script sees it.</summary>
internal sealed class RawConnection(Socket socket, int number) : IDisposable
{
    private readonly List<byte> _read = [];
    private Stream _stream = new NetworkStream(socket);

    /// <summary>1 for the first connection of the server.</summary>
    public int Number => number;

    public Stream Stream => _stream;

    public Socket Socket => socket;

    /// <summary>The next request, head and body, or null when the client has closed.</summary>
    public async Task<string?> ReadRequestAsync()
    {
        var head = await ReadHeadAsync();
        if (head is null)
        {
            return null;
        }

        var length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
            ? int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        while (_read.Count < length)
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        return head + Take(length);
    }

    /// <summary>The next head with its empty line, or null when the client has closed.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. _read]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                return Take(end + 4);
            }

            if (!await FillAsync())
            {
                return null;
            }
        }
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(byte[] bytes) => await _stream.WriteAsync(bytes);

    /// <summary>The server's side of TLS.</summary>
    public async Task SecureAsync(X509Certificate2 certificate)
    {
        var tls = new SslStream(_stream);
        await tls.AuthenticateAsServerAsync(certificate);
        _stream = tls;
    }

    /// <summary>Completes when the client has closed the connection.</summary>
    public async Task WaitForCloseAsync()
    {
        while (await FillAsync())
        {
            _read.Clear();
        }
    }

    /// <summary>Ends the connection by a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    public void Dispose()
    {
        _stream.Dispose();
        socket.Dispose();
    }

    private string Take(int count)
    {
        var text = Encoding.Latin1.GetString([.. _read.Take(count)]);
        _read.RemoveRange(0, count);
        return text;
    }

    private async Task<bool> FillAsync()
    {
        var buffer = new byte[16 * 1024];
        var read = await _stream.ReadAsync(buffer);
        _read.AddRange(buffer.AsSpan(0, read));
        return read > 0;
    }
}
