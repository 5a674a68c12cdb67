using System.Net;
using System.Net.Sockets;
using Cicada.Sockets;

namespace Cicada.Tests.Sockets;

public sealed class PolledSocketTests : IDisposable
{
    private readonly SocketLoops _loops = new(_ => { });
    private readonly Conduct _conduct = new("Test");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public PolledSocketTests() => _listener.Start();

    public static bool NoLoops => !SocketLoops.ArePossible;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPEndPoint Target => (IPEndPoint)_listener.LocalEndpoint;

    public void Dispose()
    {
        _loops.Dispose();
        _listener.Dispose();
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops.")]
    public async Task What_is_sent_arrives_whole_and_in_order_in_both_directions_at_once()
    {
        var (stream, peer) = await ConnectAsync();
        var there = Bytes(5_000_000, 1);
        var back = Bytes(5_000_000, 2);

        var sending = stream.WriteAsync(there, Token).AsTask();
        var answering = peer.GetStream().WriteAsync(back, Token).AsTask();
        var received = ReadAsync(stream, back.Length);
        var arrived = ReadAsync(peer.GetStream(), there.Length);

        Assert.Equal(there, await arrived);
        Assert.Equal(back, await received);
        await Task.WhenAll(sending, answering);
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops.")]
    public async Task Small_pieces_are_never_overlooked_however_they_fall_together()
    {
        var (stream, peer) = await ConnectAsync();
        var random = new Random(4);
        var all = Bytes(200_000, 3);
        var sending = Task.Run(async () =>
        {
            for (var sent = 0; sent < all.Length;)
            {
                var size = Math.Min(random.Next(1, 300), all.Length - sent);
                await peer.GetStream().WriteAsync(all.AsMemory(sent, size), Token);
                sent += size;
                if (random.Next(8) == 0)
                {
                    await Task.Yield();
                }
            }

            peer.Client.Shutdown(SocketShutdown.Send);
        }, Token);

        // A buffer as small as the pieces: whether there is more has to be found out each time.
        var received = new MemoryStream();
        var buffer = new byte[97];
        int read;
        while ((read = await stream.ReadAsync(buffer, Token)) > 0)
        {
            received.Write(buffer, 0, read);
        }

        await sending;
        Assert.Equal(all, received.ToArray());
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops.")]
    public async Task An_end_that_comes_together_with_the_last_bytes_is_seen()
    {
        var (stream, peer) = await ConnectAsync();
        var buffer = new byte[100];
        peer.Client.Send("last words"u8);
        peer.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal(10, await stream.ReadAsync(buffer, Token));
        Assert.Equal(0, await stream.ReadAsync(buffer, Token));
        Assert.Equal(0, await stream.ReadAsync(buffer, Token));
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops.")]
    public async Task A_reset_fails_whoever_waits()
    {
        var (stream, peer) = await ConnectAsync();
        var reading = stream.ReadAsync(new byte[10], Token).AsTask();

        peer.Client.LingerState = new LingerOption(true, 0);
        // Not the client itself, which would say goodbye first.
        peer.Client.Dispose();

        var exception = await Assert.ThrowsAsync<IOException>(() => reading);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(exception.InnerException).SocketErrorCode);
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops.")]
    public async Task Closing_it_lets_whoever_waits_go_on()
    {
        var (stream, _) = await ConnectAsync();
        var reading = stream.ReadAsync(new byte[10], Token).AsTask();

        await stream.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => reading);
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops.")]
    public async Task A_read_can_be_given_up_and_another_gets_what_comes()
    {
        var (stream, peer) = await ConnectAsync();
        using var giving = new CancellationTokenSource();
        var reading = stream.ReadAsync(new byte[10], giving.Token).AsTask();

        await giving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        peer.Client.Send("x"u8);

        Assert.Equal(1, await stream.ReadAsync(new byte[10], Token));
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops.")]
    public async Task A_port_nobody_listens_on_refuses()
    {
        var target = Target;
        _listener.Stop();

        var exception = await Assert.ThrowsAsync<SocketException>(() => PolledSocket.ConnectAsync(target, _loops.Next(), _conduct, Token).AsTask());

        Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
    }

    [Fact(SkipWhen = nameof(NoLoops), Skip = "This platform has no loops.")]
    public async Task A_thousand_connections_that_come_and_go_hear_only_what_is_theirs()
    {
        var all = Enumerable.Range(0, 1_000).Select(async number =>
        {
            await Task.Yield();
            var socket = await PolledSocket.ConnectAsync(Target, _loops.Next(), _conduct, Token);
            await using var stream = new PolledStream(socket);
            await stream.WriteAsync(BitConverter.GetBytes(number), Token);
            var answer = await ReadAsync(stream, 4);
            Assert.Equal(number, BitConverter.ToInt32(answer));
        });
        var serving = Task.Run(async () =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                var client = await _listener.AcceptTcpClientAsync(Token);
                _ = Task.Run(async () =>
                {
                    using (client)
                    {
                        await client.GetStream().WriteAsync(await ReadAsync(client.GetStream(), 4), Token);
                    }
                }, Token);
            }
        }, Token);

        await Task.WhenAll(all);
        await serving;
    }

    private static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Token);
        return bytes;
    }

    private async Task<(PolledStream Stream, TcpClient Peer)> ConnectAsync()
    {
        var accepting = _listener.AcceptTcpClientAsync(Token);
        var socket = await PolledSocket.ConnectAsync(Target, _loops.Next(), _conduct, Token);
        return (new PolledStream(socket), await accepting);
    }
}
