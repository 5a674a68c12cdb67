using System.Buffers;

namespace Cicada.Influx;

/// <summary>
/// Lines one after the other in one piece of memory, and where each begins: a text within a line may have line breaks of its own. Used again and again; it grows and
/// does not shrink.
/// </summary>
internal sealed class LineBuffer : IBufferWriter<byte>
{
    private byte[] _bytes;
    private int[] _starts;
    private int _written;

    /// <param name="bytes">How many bytes it takes without growing.</param>
    /// <param name="lines">How many lines it takes without growing.</param>
    public LineBuffer(int bytes = 64 * 1024, int lines = 512)
    {
        _bytes = new byte[bytes];
        _starts = new int[lines + 1];
    }

    /// <summary>How many lines there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes they take.</summary>
    public int Length => _starts[Count];

    /// <summary>All lines.</summary>
    public ReadOnlyMemory<byte> Text => _bytes.AsMemory(0, Length);

    /// <summary>One line, with its line break.</summary>
    /// <param name="index">Which, from 0.</param>
    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_starts[index].._starts[index + 1]);

    /// <summary>What was written since the last line is one.</summary>
    public void EndLine()
    {
        if (++Count == _starts.Length)
        {
            Array.Resize(ref _starts, 2 * _starts.Length);
        }

        _starts[Count] = _written;
    }

    /// <summary>Adds a line of another buffer.</summary>
    /// <param name="line">The line, with its line break.</param>
    public void Add(ReadOnlySpan<byte> line)
    {
        line.CopyTo(GetSpan(line.Length));
        _written += line.Length;
        EndLine();
    }

    /// <summary>Lets go of all lines, not of the memory.</summary>
    public void Clear() => (Count, _written) = (0, 0);

    /// <inheritdoc />
    public void Advance(int count) => _written += count;

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_written);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_written);
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - _written < Math.Max(size, 1))
        {
            Array.Resize(ref _bytes, Math.Max(checked(_written + Math.Max(size, 1)), (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }
    }
}
