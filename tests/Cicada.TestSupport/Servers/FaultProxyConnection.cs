using System.Net.Sockets;

namespace Cicada.TestSupport;

/// <summary>One connection of a client to a <see cref="FaultProxy"/>: takes one request after the other and does to each what was decided.</summary>
internal sealed class FaultProxyConnection(FaultProxy proxy, Socket socket)
{
    private static readonly byte[] Unavailable = Answer("503 Service Unavailable", "Retry-After: 1\r\n", """{"error":"engine is restarting"}""");
    private static readonly byte[] TooMany = Answer("429 Too Many Requests", "Retry-After: 1\r\n", """{"error":"too many writes"}""");
    private static readonly byte[] ServerError = Answer("500 Internal Server Error", "", """{"error":"timeout"}""");

    private byte[] _buffer = new byte[64 * 1024];
    private int _end;

    public async Task RunAsync()
    {
        while (await ReadAsync() is { } request)
        {
            if (!await ServeAsync(request) || !request.Head.KeepsAlive)
            {
                return;
            }
        }
    }

    /// <summary>Does with one request what was decided; false when the connection is to end.</summary>
    private async Task<bool> ServeAsync(ProxiedRequest request)
    {
        switch (proxy.Choose(request))
        {
            case Fault.LoseAnswer:
                await request.PassOnAsync(proxy);
                return Reset();
            case Fault.CutAnswer:
                var cut = await request.PassOnAsync(proxy);
                await SendAsync(cut.AsMemory(0, cut.Length / 2));
                return false;
            case Fault.CutRequest:
                await SendHalfAsync(request);
                return Reset();
            case Fault.Refuse:
                return Reset();
            case Fault.DelayAnswer:
                var late = await request.PassOnAsync(proxy);
                await Task.Delay(proxy.Delay, TimeProvider.System, proxy.Stopping);
                await SendAsync(late);
                return true;
            case Fault.Duplicate:
                await request.PassOnAsync(proxy);
                await SendAsync(await request.PassOnAsync(proxy));
                return true;
            case Fault.DuplicateLater:
                await SendAsync(await request.PassOnAsync(proxy));
                await proxy.RepeatAsync();
                proxy.KeepForLater(request);
                return true;
            case Fault.Unavailable:
                await SendAsync(Unavailable);
                return true;
            case Fault.TooMany:
                await SendAsync(TooMany);
                return true;
            case Fault.ServerError:
                await SendAsync(ServerError);
                return true;
            case Fault.ServerErrorAfterAll:
                await request.PassOnAsync(proxy);
                await SendAsync(ServerError);
                return true;
            case Fault.CloseIdle:
                await SendAsync(await request.PassOnAsync(proxy));
                return false;
            case Fault.SingleBytes:
                foreach (var single in (await request.PassOnAsync(proxy)).Chunk(1))
                {
                    await SendAsync(single);
                }

                return true;
            default:
                await SendAsync(await request.PassOnAsync(proxy));
                return true;
        }
    }

    /// <summary>The next whole request; null when the client has closed the connection.</summary>
    private async Task<ProxiedRequest?> ReadAsync()
    {
        var saidContinue = false;
        while (true)
        {
            if (TryTake(out var request, out var head))
            {
                return request;
            }

            if (head.ExpectsContinue && !saidContinue)
            {
                saidContinue = true;
                await SendAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
            }

            if (_end == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var received = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, proxy.Stopping);
            if (received == 0)
            {
                return null;
            }

            _end += received;
        }
    }

    private bool TryTake(out ProxiedRequest? request, out RequestHead head)
    {
        request = null;
        var received = _buffer.AsSpan(0, _end);
        if (!RequestHead.TryRead(received, out head))
        {
            return false;
        }

        var afterHead = received[head.Length..];
        byte[]? chunks = null;
        var bodyLength = head.BodyLength;
        if (head.IsChunked ? !ChunkedBody.TryRead(afterHead, out chunks, out bodyLength) : afterHead.Length < bodyLength)
        {
            return false;
        }

        var length = head.Length + bodyLength;
        request = new ProxiedRequest(received[..length].ToArray(), head, chunks ?? afterHead[..bodyLength].ToArray());
        received[length..].CopyTo(_buffer);
        _end -= length;
        return true;
    }

    private async Task SendHalfAsync(ProxiedRequest request)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await server.ConnectAsync(proxy.Server.Host, proxy.Server.Port, proxy.Stopping);
        await SendAsync(server, request.Bytes.AsMemory(0, request.Head.Length + ((request.Bytes.Length - request.Head.Length) / 2)));
        server.Shutdown(SocketShutdown.Send);

        // Until the server has done with it whatever it does, so that nothing of it comes later.
        var rest = new byte[1024];
        while (await server.ReceiveAsync(rest, SocketFlags.None, proxy.Stopping) > 0)
        {
        }
    }

    /// <summary>Makes the closing of the connection a reset.</summary>
    private bool Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        return false;
    }

    private Task SendAsync(ReadOnlyMemory<byte> bytes) => SendAsync(socket, bytes);

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes, SocketFlags.None)..];
        }
    }

    private static byte[] Answer(string status, string headers, string body) =>
        System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Content-Type: application/json\r\nX-Influxdb-Version: 1.6.7\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
