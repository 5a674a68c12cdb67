using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cicada.Benchmarks;

/// <summary>The fastest InfluxDB there can be: it takes whatever is written, looks at none of it, and counts the bytes.</summary>
internal sealed class SwallowingServer : IDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 204 No Content\r\nX-Influxdb-Version: 1.8.10\r\n\r\n");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private long _received;

    public SwallowingServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The address of a database.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/db");

    /// <summary>Bytes of all bodies.</summary>
    public long Received => Interlocked.Read(ref _received);

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                socket.NoDelay = true;
                _ = ServeAsync(socket);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Over.
        }
    }

    // One request at a time on each connection: nothing follows a body before its answer.
    private async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[1 << 18];
        var filled = 0;
        int read;
        while ((read = await socket.ReceiveAsync(buffer.AsMemory(filled), SocketFlags.None)) > 0)
        {
            filled += read;
            var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                continue;
            }

            var length = LengthIn(Encoding.ASCII.GetString(buffer, 0, end));
            for (var left = end + 4 + length - filled; left > 0;)
            {
                left -= await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), SocketFlags.None);
            }

            filled = 0;
            Interlocked.Add(ref _received, length);
            await socket.SendAsync(Answer, SocketFlags.None);
        }
    }

    private static int LengthIn(string head)
    {
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head[(at + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }
}
