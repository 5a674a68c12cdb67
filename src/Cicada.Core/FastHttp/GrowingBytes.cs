using System.Buffers;

namespace Cicada.FastHttp;

/// <summary>Bytes that come one after another, in a rented array that grows with them. A field, as it changes in its place.</summary>
internal struct GrowingBytes
{
    private const int Smallest = 4096;

    private byte[]? _array;

    /// <summary>How many there are.</summary>
    public int Length { get; private set; }

    /// <summary>All of them, until more come.</summary>
    public readonly ReadOnlySpan<byte> Span => _array.AsSpan(0, Length);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        var needed = Length + bytes.Length;
        if (_array is null || needed > _array.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(Math.Max(Smallest, needed), Length * 2L)));
            Span.CopyTo(larger);
            Return();
            _array = larger;
        }

        bytes.CopyTo(_array.AsSpan(Length));
        Length = needed;
    }

    /// <summary>Keeps the end of what there is, and nothing before it.</summary>
    /// <param name="end">A part of <see cref="Span"/>, up to its end.</param>
    public void Keep(ReadOnlySpan<byte> end)
    {
        end.CopyTo(_array);
        Length = end.Length;
    }

    /// <summary>Lets go of all.</summary>
    public void Release()
    {
        Return();
        _array = null;
        Length = 0;
    }

    private readonly void Return()
    {
        if (_array is not null)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
