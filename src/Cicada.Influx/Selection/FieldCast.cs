namespace Cicada.Influx.Selection;

/// <summary>Makes values of one type from those of another, the way Go does it.</summary>
internal static class FieldCast
{
    // What Go makes of a number no whole one is near enough to, on the processors it usually runs on.
    private const long Beyond = long.MinValue;

    /// <summary>Whether values of a type can be had as another; where nothing is said, they are what they are.</summary>
    public static bool IsPossible(QueryValueKind stored, QueryValueKind wanted) =>
        stored == wanted || wanted == QueryValueKind.Null || (IsNumber(stored) && IsNumber(wanted));

    public static QueryValue Of(long value, QueryValueKind wanted) => wanted switch
    {
        QueryValueKind.Float => QueryValue.OfFloat(value),
        QueryValueKind.Unsigned => QueryValue.OfUnsigned(unchecked((ulong)value)),
        _ => QueryValue.OfInteger(value),
    };

    public static QueryValue Of(double value, QueryValueKind wanted) => wanted switch
    {
        QueryValueKind.Integer => QueryValue.OfInteger(ToInteger(value)),
        QueryValueKind.Unsigned => QueryValue.OfUnsigned(ToUnsigned(value)),
        _ => QueryValue.OfFloat(value),
    };

    public static long ToInteger(double value) => value is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)value : Beyond;

    private static ulong ToUnsigned(double value) =>
        value < 9223372036854775808.0 ? unchecked((ulong)ToInteger(value)) : unchecked((ulong)ToInteger(value - 9223372036854775808.0)) ^ (1UL << 63);

    private static bool IsNumber(QueryValueKind kind) => kind is QueryValueKind.Float or QueryValueKind.Integer or QueryValueKind.Unsigned;
}
