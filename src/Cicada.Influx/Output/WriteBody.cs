using System.IO.Compression;

namespace Cicada.Influx;

/// <summary>What one request to an InfluxDB carries: lines, and how they are sent. Used again and again, since its memory is large.</summary>
internal sealed class WriteBody : IDisposable
{
    private readonly MemoryStream _compressed = new();

    /// <summary>The lines: first those of requests, then those of other points.</summary>
    public LineBuffer Lines { get; } = new();

    /// <summary>How many of them are of requests.</summary>
    public int Requests { get; set; }

    /// <summary>Lets go of the lines.</summary>
    public void Clear()
    {
        Lines.Clear();
        Requests = 0;
    }

    /// <summary>
    /// What is sent; not to be used any more once the lines change. The fastest level costs 290 ns a point and leaves 15 % of the bytes; the next one costs six
    /// times as much for 10 % (RequestLineBenchmarks), and the load wants the processor.
    /// </summary>
    /// <param name="isGzip">Whether it is compressed.</param>
    public ReadOnlyMemory<byte> ToSend(bool isGzip)
    {
        if (!isGzip)
        {
            return Lines.Text;
        }

        _compressed.SetLength(0);
        using (var gzip = new GZipStream(_compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Lines.Text.Span);
        }

        return _compressed.GetBuffer().AsMemory(0, (int)_compressed.Length);
    }

    /// <summary>Lets go of the memory.</summary>
    public void Dispose() => _compressed.Dispose();
}
