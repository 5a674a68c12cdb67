using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>The number of a fill clause as a value.</summary>
internal static class FillValue
{
    /// <summary>The number as a value of some kind; what holds no numbers gets its own nothing.</summary>
    public static QueryValue Of(double number, QueryValueKind kind) => kind switch
    {
        QueryValueKind.Float => QueryValue.OfFloat(number),
        QueryValueKind.Integer => QueryValue.OfInteger((long)number),
        QueryValueKind.Unsigned => QueryValue.OfUnsigned((ulong)number),
        QueryValueKind.String => QueryValue.OfString(""),
        QueryValueKind.Boolean => QueryValue.OfBoolean(false),
        _ => QueryValue.Null,
    };

    /// <summary>The number as it stands for a value that is missing in a row: where it has no form of that kind, it is a number all the same.</summary>
    public static QueryValue OfMissing(double number, QueryValueKind kind) => kind switch
    {
        QueryValueKind.Float or QueryValueKind.Integer or QueryValueKind.Unsigned => Of(number, kind),
        _ => number == Math.Floor(number) && Math.Abs(number) < long.MaxValue ? QueryValue.OfInteger((long)number) : QueryValue.OfFloat(number),
    };
}
