namespace Cicada.FastHttp;

/// <summary>Where the body of a request is written as it is produced: behind its head on a connection, as it is or in chunks.</summary>
internal sealed class RequestBody(Stream connection, bool isChunked) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>How much has been written.</summary>
    public long Written { get; private set; }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // A chunk of nothing would be the last.
        if (buffer.IsEmpty)
        {
            return;
        }

        Written += buffer.Length;
        if (!isChunked)
        {
            await connection.WriteAsync(buffer, cancellationToken);
            return;
        }

        var size = System.Text.Encoding.ASCII.GetBytes($"{buffer.Length:x}\r\n");
        await connection.WriteAsync(size, cancellationToken);
        await connection.WriteAsync(buffer, cancellationToken);
        await connection.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
    }

    /// <summary>The body is over.</summary>
    public ValueTask EndAsync(CancellationToken cancellationToken) => isChunked ? connection.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken) : default;

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Some contents know no other way. They hold up a thread of the pool, as with any other client.
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
