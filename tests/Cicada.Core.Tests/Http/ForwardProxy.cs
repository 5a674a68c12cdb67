using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Cicada.Tests.Http;

/// <summary>A little proxy: forwards plain requests, and makes tunnels for CONNECT.</summary>
internal sealed class ForwardProxy : IAsyncDisposable
{
    private readonly RawServer _server;

    public ForwardProxy() => _server = new RawServer(ServeAsync);

    public Uri Address => new(_server.Address);

    /// <summary>The first lines of what it was asked.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(RawConnection client)
    {
        var request = await client.ReadRequestAsync();
        if (request is null)
        {
            return;
        }

        var line = request.Split("\r\n")[0];
        Requests.Enqueue(line);
        var target = line.Split(' ')[1];
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (line.StartsWith("CONNECT ", StringComparison.Ordinal))
        {
            await socket.ConnectAsync(IPEndPoint.Parse(target));
            await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n");
        }
        else
        {
            var uri = new Uri(target);
            await socket.ConnectAsync(IPEndPoint.Parse(uri.Authority));
            await socket.SendAsync(System.Text.Encoding.Latin1.GetBytes(request.Replace(target, uri.PathAndQuery, StringComparison.Ordinal)));
        }

        await using var server = new NetworkStream(socket);
        await Task.WhenAny(client.Stream.CopyToAsync(server), server.CopyToAsync(client.Stream));
    }
}
