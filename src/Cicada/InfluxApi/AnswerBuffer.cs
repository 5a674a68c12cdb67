using System.Buffers;
using System.Buffers.Binary;

namespace Cicada.InfluxApi;

/// <summary>What of an answer is written and not yet sent. Its end can be taken back.</summary>
internal sealed class AnswerBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(32 * 1024);

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Count);

    /// <summary>Takes back all but the first bytes.</summary>
    public void Cut(int count) => Count = count;

    /// <summary>Puts a number, in big endian, in the place of four bytes.</summary>
    public void Fill(int place, int number) => BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(place, 4), number);

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsSpan(Count);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Count = 0;
    }

    private void Grow(int sizeHint)
    {
        var wanted = Count + Math.Max(sizeHint, 1);
        if (wanted > _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, 2 * _bytes.Length));
            _bytes.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
    }
}
