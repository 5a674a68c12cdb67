using System.Globalization;
using System.Text.Json.Serialization;
using Cicada.Metrics;

namespace Cicada;

/// <summary>The value of a field: a float, an integer, a text or a truth value. Its default is the float 0.</summary>
[JsonConverter(typeof(FieldValueJsonConverter))]
public readonly struct FieldValue : IEquatable<FieldValue>
{
    // Numbers and truth values share the 64 bits; a text is the only thing that needs a reference.
    private readonly long _bits;
    private readonly string? _text;

    private FieldValue(FieldType type, long bits, string? text)
    {
        Type = type;
        _bits = bits;
        _text = text;
    }

    /// <summary>Which of the four it is.</summary>
    public FieldType Type { get; }

    /// <summary>A float.</summary>
    /// <param name="value">Any number; InfluxDB knows neither infinity nor NaN, so a writer leaves those out.</param>
    public static FieldValue Float(double value) => new(FieldType.Float, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>An integer.</summary>
    /// <param name="value">The number.</param>
    public static FieldValue Integer(long value) => new(FieldType.Integer, value, null);

    /// <summary>A text.</summary>
    /// <param name="value">The text, of any length.</param>
    public static FieldValue String(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(FieldType.String, 0, value);
    }

    /// <summary>A truth value.</summary>
    /// <param name="value">The truth value.</param>
    public static FieldValue Boolean(bool value) => new(FieldType.Boolean, value ? 1 : 0, null);

    /// <summary>The number of a float.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public double AsFloat() => Type == FieldType.Float ? BitConverter.Int64BitsToDouble(_bits) : throw Not(FieldType.Float);

    /// <summary>The number of an integer.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public long AsInteger() => Type == FieldType.Integer ? _bits : throw Not(FieldType.Integer);

    /// <summary>The text of a string.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public string AsString() => Type == FieldType.String ? _text! : throw Not(FieldType.String);

    /// <summary>The truth value of a boolean.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public bool AsBoolean() => Type == FieldType.Boolean ? _bits != 0 : throw Not(FieldType.Boolean);

    /// <inheritdoc />
    public bool Equals(FieldValue other) => Type == other.Type && _bits == other._bits && _text == other._text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is FieldValue other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type, _bits, _text);

    /// <summary>A float.</summary>
    public static implicit operator FieldValue(double value) => Float(value);

    /// <summary>An integer.</summary>
    public static implicit operator FieldValue(long value) => Integer(value);

    /// <summary>An integer.</summary>
    public static implicit operator FieldValue(int value) => Integer(value);

    /// <summary>A text.</summary>
    public static implicit operator FieldValue(string value) => String(value);

    /// <summary>A truth value.</summary>
    public static implicit operator FieldValue(bool value) => Boolean(value);

    /// <summary>Whether two values have the same type and content.</summary>
    public static bool operator ==(FieldValue left, FieldValue right) => left.Equals(right);

    /// <summary>Whether two values differ in type or content.</summary>
    public static bool operator !=(FieldValue left, FieldValue right) => !left.Equals(right);

    /// <summary>The value in words a person reads; not line protocol.</summary>
    public override string ToString() => Type switch
    {
        FieldType.Float => AsFloat().ToString("R", CultureInfo.InvariantCulture),
        FieldType.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        FieldType.Boolean => AsBoolean() ? "true" : "false",
        _ => _text!,
    };

    private InvalidOperationException Not(FieldType asked) =>
        new($"This value is of type '{Type}', but was read as '{asked}'. Look at Type first.");
}
