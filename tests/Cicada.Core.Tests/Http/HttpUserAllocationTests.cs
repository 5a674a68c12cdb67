using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cicada.Tests.Http;

/// <summary>What a request takes of memory, on this side: more of it is fewer requests.</summary>
[Trait("Category", "EndToEnd")]
public sealed class HttpUserAllocationTests
{
    // Of .NET 10.0.12: most of the first is the platform's client, its request, its answer and their headers; the second is what the test is given, the response with its bytes and its task. Whoever makes
    // it less writes the new figure here.
    [Theory]
    [InlineData(typeof(Visitor), 2_600)]
    [InlineData(typeof(FastVisitor), 815)]
    public async Task A_request_takes_no_more_memory_than_it_did(Type user, double measured)
    {
        using var server = new QuietServer();

        var bytes = await Allocations.PerIterationAsync(iterations => Rehearsal.Plan(user) with { Users = 1, Host = server.Address, Iterations = iterations }, 2_000);

        Assert.InRange(bytes, 0, measured * 1.05);
    }

    public sealed class Visitor : HttpUser
    {
        [Task]
        public Task Root() => Client.GetAsync("/", Cancellation);
    }

    public sealed class FastVisitor : FastHttpUser
    {
        [Task]
        public Task Root() => Client.GetAsync("/", Cancellation);
    }

    /// <summary>Answers on a thread of its own that waits for its socket, and allocates nothing for it.</summary>
    private sealed class QuietServer : IDisposable
    {
        private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 22\r\n\r\nhello from the target\n");

        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public QuietServer()
        {
            _listener.Start();
            new Thread(Accept) { IsBackground = true }.Start();
        }

        public string Address => $"http://{_listener.LocalEndpoint}";

        public void Dispose() => _listener.Dispose();

        private void Accept()
        {
            try
            {
                while (true)
                {
                    using var socket = _listener.AcceptSocket();
                    socket.NoDelay = true;
                    Serve(socket);
                }
            }
            catch (SocketException)
            {
                // Over.
            }
        }

        // One request is one piece: the client waits for each answer.
        private static void Serve(Socket socket)
        {
            Span<byte> buffer = stackalloc byte[4096];
            while (socket.Receive(buffer) > 0)
            {
                socket.Send(Answer);
            }
        }
    }
}
