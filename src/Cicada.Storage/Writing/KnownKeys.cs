using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cicada.Storage.Writing;

/// <summary>The series read lately, by the bytes that name them: lines name few series over and over.</summary>
internal sealed class KnownKeys : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    private const int BytesOfEntry = 200;

    // Whoever sends lines must not know which of them meet in one place.
    private static readonly ulong Seed = MemoryMarshal.Read<ulong>(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private readonly Dictionary<byte[], KnownKey> _keys;
    private readonly Dictionary<byte[], KnownKey>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private long _bytes;
    private long _most;

    public KnownKeys()
    {
        _keys = new(this);
        _bySpan = _keys.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public bool TryFind(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out KnownKey? key) => _bySpan.TryGetValue(bytes, out key);

    public void Add(ReadOnlySpan<byte> bytes, KnownKey key)
    {
        Bound(_most);
        _bytes += (2 * bytes.Length) + BytesOfEntry;
        _bySpan[bytes] = key;
    }

    /// <summary>From now on they take no more than about so many bytes; all are forgotten where they take more.</summary>
    public void Bound(long bytes)
    {
        _most = bytes;
        if (_bytes > _most)
        {
            // Also the room of the table, which does not shrink by itself.
            _keys.Clear();
            _keys.TrimExcess();
            _bytes = 0;
        }
    }

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = Seed ^ (uint)alternate.Length;
        while (alternate.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(alternate));
            alternate = alternate[sizeof(ulong)..];
        }

        var rest = 0UL;
        foreach (var b in alternate)
        {
            rest = (rest << 8) | b;
        }

        hash = Mix(hash ^ rest);
        return (int)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0x9E37_79B9_7F4A_7C15 ^ BitOperations.RotateLeft(Seed, 17) | 1, out var low);
        return high ^ low;
    }
}
