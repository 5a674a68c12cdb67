using System.Buffers;
using System.Text;

namespace Cicada.Storage.Writing;

/// <summary>The values of one field in the rows of a block: 64 bits each, and where they are texts, the bytes behind them.</summary>
internal sealed class FieldCells
{
    private const int FirstTexts = 256;

    // A key without these, and not a long one, reads the same in whatever way it is looked at.
    private const int LongestPlainKey = 1_000;
    private static readonly SearchValues<char> NotPlain = SearchValues.Create("\\\",= \t\n\0\uFFFD");

    /// <param name="name">The field.</param>
    /// <param name="type">Its type.</param>
    /// <param name="capacity">How many rows there is room for.</param>
    public FieldCells(string name, FieldType type, int capacity)
    {
        Name = name;
        Type = type;
        Values = new long[capacity];
        Known = new ulong[(capacity + 63) / 64];
        PlainKey = PlainKeyOf(name);
    }

    public string Name { get; }

    public FieldType Type { get; }

    /// <summary>The field's key and the equals sign behind it as a line has them; null where the key needs escapes.</summary>
    public byte[]? PlainKey { get; }

    /// <summary>Integers, the bits of floats, 0 and 1 for booleans, and for texts where they begin and how long they are.</summary>
    public long[] Values { get; private set; }

    /// <summary>A bit for each row: whether the point there has the field.</summary>
    public ulong[] Known { get; private set; }

    /// <summary>All texts, one behind the other.</summary>
    public byte[] Texts { get; private set; } = [];

    public int TextLength { get; private set; }

    /// <summary>The cells of a block that was kept.</summary>
    public static FieldCells Kept(string name, FieldType type, long[] values, ulong[] known, byte[] texts) =>
        new(name, type, 0) { Values = values, Known = known, Texts = texts, TextLength = texts.Length };

    public bool Has(int row) => (Known[row >> 6] & (1UL << (row & 63))) != 0;

    public void Set(int row, long bits)
    {
        Values[row] = bits;
        Known[row >> 6] |= 1UL << (row & 63);
    }

    public void Set(int row, ReadOnlySpan<byte> text)
    {
        if (Texts.Length - TextLength < text.Length)
        {
            var texts = Texts;
            Array.Resize(ref texts, Math.Max(TextLength + text.Length, Math.Max(FirstTexts, 2 * texts.Length)));
            Texts = texts;
        }

        text.CopyTo(Texts.AsSpan(TextLength));
        Set(row, ((long)TextLength << 32) | (uint)text.Length);
        TextLength += text.Length;
    }

    public void Set(int row, FieldValue value)
    {
        switch (value.Type)
        {
            case FieldType.Float:
                Set(row, BitConverter.DoubleToInt64Bits(value.AsFloat()));
                break;
            case FieldType.Integer:
                Set(row, value.AsInteger());
                break;
            case FieldType.Boolean:
                Set(row, value.AsBoolean() ? 1 : 0);
                break;
            default:
                Set(row, Encoding.UTF8.GetBytes(value.AsString()));
                break;
        }
    }

    /// <summary>Whether all values, which are floats, can be kept as decimals.</summary>
    /// <param name="rows">How many rows there are.</param>
    public bool CanBeDecimals(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            if (Has(row) && !DecimalTime.CanBe(BitConverter.Int64BitsToDouble(Values[row])))
            {
                return false;
            }
        }

        return true;
    }

    public void Clear(int row) => Known[row >> 6] &= ~(1UL << (row & 63));

    public ReadOnlySpan<byte> Text(int row) => Texts.AsSpan((int)(Values[row] >> 32), (int)(Values[row] & int.MaxValue));

    public void Grow(int capacity)
    {
        var (values, known) = (Values, Known);
        Array.Resize(ref values, capacity);
        Array.Resize(ref known, (capacity + 63) / 64);
        (Values, Known) = (values, known);
    }

    /// <summary>Moves the value of a row to an earlier one.</summary>
    public void Move(int from, int to)
    {
        if (Has(from))
        {
            Set(to, Values[from]);
        }
        else
        {
            Clear(to);
        }
    }

    private static byte[]? PlainKeyOf(string name) =>
        name.Length is 0 or > LongestPlainKey || name.AsSpan().ContainsAny(NotPlain) ? null : Encoding.UTF8.GetBytes(name + "=");
}
