using System.Text;
using BenchmarkDotNet.Attributes;
using Cicada.FastHttp;

namespace Cicada.Benchmarks;

/// <summary>
/// What it costs the fast client to read an answer that came whole in one piece: a small one as a web framework sends it (250 bytes), the same with 30 headers, and one in three chunks. It is to
/// take well under the microsecond a request may cost for recording, and to allocate nothing.
/// </summary>
[MemoryDiagnoser]
public class ResponseReaderBenchmarks
{
    private const string Head = "HTTP/1.1 200 OK\r\nServer: nginx/1.24.0\r\nDate: Sun, 29 Nov 2026 17:47:55 GMT\r\nContent-Type: application/json\r\n";
    private const string End = "Connection: keep-alive\r\nCache-Control: no-store\r\n";
    private const string Body = "{\"id\":4711,\"name\":\"Wool socks\",\"price\":12.50,\"stock\":83,\"tags\":[1,2]}";

    private static readonly byte[] Small = Encoding.ASCII.GetBytes($"{Head}Content-Length: {Body.Length}\r\n{End}\r\n{Body}");

    private static readonly byte[] ManyHeaders =
        Encoding.ASCII.GetBytes($"{Head}Content-Length: {Body.Length}\r\n{End}{string.Concat(Enumerable.Range(0, 24).Select(i => $"X-Something-{i}: a value of some length {i}\r\n"))}\r\n{Body}");

    private static readonly byte[] Chunked = Encoding.ASCII.GetBytes($"{Head}Transfer-Encoding: chunked\r\n{End}\r\n2a\r\n{Body[..42]}\r\n{Body.Length - 50:x}\r\n{Body[42..^8]}\r\n8\r\n{Body[^8..]}\r\n0\r\n\r\n");

    [Benchmark(Baseline = true)]
    public int Read_small() => Read(Small);

    [Benchmark]
    public int Read_30_headers() => Read(ManyHeaders);

    [Benchmark]
    public int Read_chunked()
    {
        var at = Read(Chunked);
        var chunks = new ChunkedReader();
        var length = 0;
        ReadStatus status;
        do
        {
            status = chunks.Read(Chunked.AsSpan(at), out var consumed, out var data);
            length += data.End.Value - data.Start.Value;
            at += consumed;
        }
        while (status == ReadStatus.NeedsMore);

        return length;
    }

    private static int Read(byte[] received)
    {
        var scanned = 0;
        HeadReader.TryRead(received, answersHead: false, ref scanned, out var head, out _);
        return head.Length;
    }
}
