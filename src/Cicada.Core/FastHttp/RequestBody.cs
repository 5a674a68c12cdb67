using Cicada.Sockets;

namespace Cicada.FastHttp;

/// <summary>Where the body of a request is written as it is produced: behind its head on a connection, as it is or in chunks.</summary>
internal sealed class RequestBody(Stream connection, bool isChunked) : AsynchronousStream
{
    public override bool CanRead => false;

    /// <summary>How much has been written.</summary>
    public long Written { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new NotSupportedException();

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

    // Some contents know no other way. They hold up a thread of the pool, as with any other client.
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
}
