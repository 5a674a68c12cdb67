using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary>The points a request brings, uncompressed as they are read, and no more of them than is allowed.</summary>
internal sealed class WriteBody : Stream
{
    private const int HeaderBytes = 10;
    private const int TrailerBytes = 8;

    private readonly Stream _plain;
    private readonly TrailingBytes? _compressed;
    private readonly long _most;
    private long _read;

    private WriteBody(Stream plain, TrailingBytes? compressed, long most) => (_plain, _compressed, _most) = (plain, compressed, most);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <summary>Opens the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="most">The most bytes; 0 for any number.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="BodyTooLargeException">The request says itself that it is too large.</exception>
    /// <exception cref="InvalidDataException">It says that it is compressed, and is not; the message is InfluxDB's.</exception>
    public static async Task<WriteBody> OpenAsync(HttpRequest request, long most, CancellationToken cancellation)
    {
        if (most > 0 && request.ContentLength > most)
        {
            throw new BodyTooLargeException();
        }

        if (request.Headers.ContentEncoding != "gzip")
        {
            return new(request.Body, null, most);
        }

        var head = new byte[HeaderBytes];
        var length = await request.Body.ReadAtLeastAsync(head, HeaderBytes, throwOnEndOfStream: false, cancellation);
        if (length < HeaderBytes)
        {
            throw new InvalidDataException(length == 0 ? "EOF" : "unexpected EOF");
        }

        if (head is not [0x1f, 0x8b, 8, ..])
        {
            throw new InvalidDataException("gzip: invalid header");
        }

        var compressed = new TrailingBytes(head, request.Body, TrailerBytes);
        return new(new GZipStream(compressed, CompressionMode.Decompress), compressed, most);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? 0 : Counted(await _plain.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => count == 0 ? 0 : Counted(_plain.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _compressed is not null)
        {
            _plain.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(int read)
    {
        _read += read;
        if (_most > 0 && _read > _most)
        {
            throw new BodyTooLargeException();
        }

        // The decompressor takes a text that ends too early for one that has ended.
        if (read == 0 && _compressed is { HasOneMember: true } && _compressed.LastNumber != unchecked((uint)_read))
        {
            throw new InvalidDataException("unexpected EOF");
        }

        return read;
    }
}
