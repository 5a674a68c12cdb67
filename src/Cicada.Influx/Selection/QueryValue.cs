using System.Runtime.CompilerServices;

namespace Cicada.Influx.Selection;

/// <summary>One value while a query is answered, and in its answer.</summary>
internal readonly struct QueryValue : IEquatable<QueryValue>
{
    private readonly long _bits;
    private readonly string? _text;

    private QueryValue(QueryValueKind kind, long bits, string? text = null) => (Kind, _bits, _text) = (kind, bits, text);

    public static QueryValue Null => default;

    public QueryValueKind Kind { get; }

    public bool IsNull => Kind == QueryValueKind.Null;

    public static QueryValue OfFloat(double value) => new(QueryValueKind.Float, BitConverter.DoubleToInt64Bits(value));

    public static QueryValue OfInteger(long value) => new(QueryValueKind.Integer, value);

    public static QueryValue OfUnsigned(ulong value) => new(QueryValueKind.Unsigned, unchecked((long)value));

    public static QueryValue OfBoolean(bool value) => new(QueryValueKind.Boolean, value ? 1 : 0);

    public static QueryValue OfString(string value) => new(QueryValueKind.String, 0, value);

    public static QueryValue OfTime(long nanoseconds) => new(QueryValueKind.Time, nanoseconds);

    // The kind has been looked at by whoever asks.
    public double AsFloat() => BitConverter.Int64BitsToDouble(_bits);

    public long AsInteger() => _bits;

    /// <summary>A value of any kind of number as a float.</summary>
    public double AsNumber() => Kind switch
    {
        QueryValueKind.Float => AsFloat(),
        QueryValueKind.Unsigned => AsUnsigned(),
        _ => AsInteger(),
    };

    public ulong AsUnsigned() => unchecked((ulong)_bits);

    public bool AsBoolean() => _bits != 0;

    public string AsString() => _text!;

    public long AsTime() => _bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(QueryValue other) => Kind == other.Kind && _bits == other._bits && _text == other._text;

    public override bool Equals(object? obj) => obj is QueryValue other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Kind, _bits, _text);

    public static bool operator ==(QueryValue left, QueryValue right) => left.Equals(right);

    public static bool operator !=(QueryValue left, QueryValue right) => !left.Equals(right);
}
