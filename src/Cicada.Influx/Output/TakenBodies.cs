using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Cicada.Influx;

/// <summary>
/// What a server has taken of writes that failed as a whole. Such a write comes again, cut into the same bodies as far as nothing has changed; what is known here
/// need not be sent again. So a server that takes some requests gets through all of them in the end, however many fail.
/// </summary>
internal sealed class TakenBodies
{
    private const int Most = 4096;

    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _known = [];

    /// <summary>What a body is known by.</summary>
    /// <param name="text">Its lines.</param>
    public static UInt128 MarkOf(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>Whether the server has it.</summary>
    /// <param name="mark">The body's mark.</param>
    public bool Contains(UInt128 mark)
    {
        lock (_gate)
        {
            return _known.Contains(mark);
        }
    }

    /// <summary>The server has taken a body.</summary>
    /// <param name="mark">The body's mark.</param>
    public void Add(UInt128 mark)
    {
        lock (_gate)
        {
            // To forget one costs no more than sending it again.
            if (_known.Count >= Most)
            {
                _known.Clear();
            }

            _known.Add(mark);
        }
    }

    /// <summary>Nothing of it will come again.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _known.Clear();
        }
    }
}
