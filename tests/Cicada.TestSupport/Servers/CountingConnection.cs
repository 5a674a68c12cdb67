using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Cicada.TestSupport;

/// <summary>
/// One connection of a <see cref="CountingServer"/>: reads what has come, answers every whole request in it, hands all those answers
/// over in one go, and reads on.
/// </summary>
internal sealed class CountingConnection(CountingServer server, Socket socket)
{
    private const int LongestPath = 2048;

    private readonly ArrayBufferWriter<byte> _answers = new(1024);
    private readonly List<(CountedPath Path, long ReceivedTicks)> _unsent = [];
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;
    private bool _saidContinue;
    private bool _open = true;

    public async Task RunAsync()
    {
        while (_open)
        {
            while (_open && TryTakeRequest(out var path, out var answer, out var head))
            {
                if (answer.Delay > TimeSpan.Zero)
                {
                    var receivedTicks = Stopwatch.GetTimestamp();
                    await SendAsync();
                    await Task.Delay(answer.Delay, server.TimeProvider, server.Stopping);
                    Give(path, answer, head, receivedTicks);
                }
                else
                {
                    Give(path, answer, head, server.LogsAnswerTimes ? Stopwatch.GetTimestamp() : 0);
                }
            }

            await SendAsync();
            if (_open && !await ReceiveAsync())
            {
                return;
            }
        }
    }

    /// <summary>Takes one whole request out of the buffer; false when more has to be read first.</summary>
    private bool TryTakeRequest(out CountedPath path, out ScriptedAnswer answer, out RequestHead head)
    {
        (path, answer) = (null!, null!);
        var received = _buffer.AsSpan(_start, _end - _start);
        if (!RequestHead.TryRead(received, out head))
        {
            return false;
        }

        var afterHead = received[head.Length..];
        byte[]? chunks = null;
        var bodyLength = head.BodyLength;
        var whole = head.IsChunked ? ChunkedBody.TryRead(afterHead, out chunks, out bodyLength) : afterHead.Length >= bodyLength;
        if (!whole)
        {
            SayContinue(head);
            return false;
        }

        path = Path(received[head.PathStart..head.PathEnd]);
        var ordinal = path.CountReceived();
        answer = path.Script is { } script
            ? script(Request(received, head, path, ordinal, chunks ?? afterHead[..bodyLength].ToArray()))
            : path.Answer ?? server.DefaultAnswer;

        _start += head.Length + bodyLength;
        _saidContinue = false;
        _open = head.KeepsAlive && !answer.ThenClose && !answer.Abort;
        return true;
    }

    private void SayContinue(RequestHead head)
    {
        if (head.ExpectsContinue && !_saidContinue)
        {
            _answers.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
            _saidContinue = true;
        }
    }

    private CountedPath Path(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestPath)
        {
            throw new FormatException("The path is too long for a test.");
        }

        Span<char> characters = stackalloc char[bytes.Length];
        Encoding.Latin1.GetChars(bytes, characters);
        return server.Counted(characters);
    }

    private static ReceivedRequest Request(ReadOnlySpan<byte> received, RequestHead head, CountedPath path, long ordinal, byte[] body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var lines = received[..(head.Length - 2)];
        RequestHead.NextLine(ref lines);
        while (!lines.IsEmpty)
        {
            var line = Encoding.Latin1.GetString(RequestHead.NextLine(ref lines));
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new ReceivedRequest
        {
            Method = Encoding.Latin1.GetString(received[..head.MethodLength]),
            Path = path.Path,
            Query = Encoding.Latin1.GetString(received[head.PathEnd..head.TargetEnd]),
            Ordinal = ordinal,
            Headers = headers,
            Body = body,
        };
    }

    private void Give(CountedPath path, ScriptedAnswer answer, RequestHead head, long receivedTicks)
    {
        if (answer.Abort)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            return;
        }

        _answers.Write(answer.Head.Span);
        if (!head.IsHead && answer.Status is not (204 or 304))
        {
            _answers.Write(answer.Body.Span);
        }

        _unsent.Add((path, receivedTicks));
    }

    private async ValueTask SendAsync()
    {
        var remaining = _answers.WrittenMemory;
        if (remaining.IsEmpty)
        {
            return;
        }

        foreach (var (path, _) in _unsent)
        {
            path.CountAnswered();
        }

        try
        {
            while (!remaining.IsEmpty)
            {
                remaining = remaining[await socket.SendAsync(remaining, SocketFlags.None)..];
            }
        }
        catch
        {
            foreach (var (path, _) in _unsent)
            {
                path.TakeBackAnswered();
            }

            throw;
        }

        if (server.LogsAnswerTimes)
        {
            var answeredTicks = Stopwatch.GetTimestamp();
            foreach (var (path, receivedTicks) in _unsent)
            {
                server.Log(new AnswerTime(path.Path, receivedTicks, answeredTicks));
            }
        }

        _answers.ResetWrittenCount();
        _unsent.Clear();
    }

    private async ValueTask<bool> ReceiveAsync()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
        else if (_end == _buffer.Length)
        {
            var kept = _end - _start;
            var target = kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
            _buffer.AsSpan(_start, kept).CopyTo(target);
            (_buffer, _start, _end) = (target, 0, kept);
        }

        var received = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None);
        _end += received;
        return received > 0;
    }
}
