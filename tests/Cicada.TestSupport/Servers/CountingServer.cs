using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Cicada.TestSupport;

/// <summary>
/// A small and fast HTTP/1.1 server on the loopback interface that counts exactly what it has answered, so that a test can
/// hold what was recorded against what really happened. It keeps connections alive and answers pipelined requests in order.
/// </summary>
/// <remarks>
/// An answer is counted just before it is handed to the system, and taken back when that fails: a client that has read its answer
/// never finds a count that is behind.
/// </remarks>
public sealed class CountingServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly ConcurrentDictionary<string, CountedPath> _paths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CountedPath>.AlternateLookup<ReadOnlySpan<char>> _pathsBySpan;
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly ConcurrentQueue<AnswerTime>? _answerTimes;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private long _accepted;
    private long _malformed;

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="logAnswerTimes">Keeps an <see cref="AnswerTime"/> for every answer.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="timeProvider">What delays are measured with; the system's clock by default.</param>
    public CountingServer(bool logAnswerTimes = false, int port = 0, TimeProvider? timeProvider = null)
    {
        _pathsBySpan = _paths.GetAlternateLookup<ReadOnlySpan<char>>();
        _answerTimes = logAnswerTimes ? new() : null;
        TimeProvider = timeProvider ?? TimeProvider.System;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _listener.Listen(backlog: 4096);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        Address = new Uri($"http://127.0.0.1:{Port}/");
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The root address, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>What is answered on paths without an answer of their own: 200 and <c>ok</c> unless set.</summary>
    public ScriptedAnswer DefaultAnswer { get; set; } = new();

    /// <summary>How many requests have been answered.</summary>
    public long Answered => _paths.Values.Sum(p => p.Answered);

    /// <summary>How many requests have been answered, by path without query.</summary>
    public IReadOnlyDictionary<string, long> AnsweredByPath =>
        _paths.Values.Where(p => p.Answered > 0).ToDictionary(p => p.Path, p => p.Answered);

    /// <summary>How many connections have been accepted.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>How many connections were closed because what came was no HTTP/1 request.</summary>
    public long Malformed => Interlocked.Read(ref _malformed);

    /// <summary>The times of all answers in the order they were given, if they are kept.</summary>
    public IReadOnlyList<AnswerTime> AnswerTimes =>
        _answerTimes?.ToArray() ?? throw new InvalidOperationException("This server keeps no answer times. Make it with 'logAnswerTimes: true'.");

    internal TimeProvider TimeProvider { get; }

    internal CancellationToken Stopping => _stopping.Token;

    internal bool LogsAnswerTimes => _answerTimes is not null;

    /// <summary>How many requests on one path have been answered.</summary>
    /// <param name="path">The path without query.</param>
    public long AnsweredOn(string path) => _paths.TryGetValue(path, out var counted) ? counted.Answered : 0;

    /// <summary>Sets what a path always answers.</summary>
    /// <param name="path">The path without query.</param>
    /// <param name="answer">The answer.</param>
    public void On(string path, ScriptedAnswer answer) => Counted(path).Answer = answer;

    /// <summary>Sets what decides over each answer of a path. Called from many connections at once.</summary>
    /// <param name="path">The path without query.</param>
    /// <param name="script">Gives the answer to a request.</param>
    public void On(string path, Func<ReceivedRequest, ScriptedAnswer> script) => Counted(path).Script = script;

    /// <summary>Closes every connection, answered or not, and stops listening. May be called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (var (socket, serving) in _connections)
        {
            socket.Dispose();
            await serving;
        }

        _stopping.Dispose();
    }

    internal CountedPath Counted(ReadOnlySpan<char> path)
    {
        if (!_pathsBySpan.TryGetValue(path, out var counted))
        {
            counted = _paths.GetOrAdd(path.ToString(), static p => new CountedPath(p));
        }

        return counted;
    }

    internal void Log(AnswerTime time) => _answerTimes?.Enqueue(time);

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stopping.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }

            Interlocked.Increment(ref _accepted);
            socket.NoDelay = true;
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[socket] = ServeAsync(socket, started.Task);
            started.SetResult();
        }
    }

    private async Task ServeAsync(Socket socket, Task started)
    {
        await started;
        try
        {
            await new CountingConnection(this, socket).RunAsync();
        }
        catch (FormatException)
        {
            Interlocked.Increment(ref _malformed);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went away, or the server does.
        }
        finally
        {
            socket.Dispose();
            _connections.TryRemove(socket, out _);
        }
    }
}
