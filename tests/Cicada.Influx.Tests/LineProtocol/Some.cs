using System.Globalization;
using System.Text;
using CsCheck;

namespace Cicada.Influx.Tests;

/// <summary>Points and texts for which line protocol was not made.</summary>
internal static class Some
{
    /// <summary>Characters that mean something somewhere, and some that do not.</summary>
    private const string Odd = "aab,,= \\\\\"\"#!~\n\r\t\0'/:i1é␊␍＼＃_\u2028\uD83E\uDD97\uFFFF";

    public static IReadOnlyList<string> HostileTexts { get; } =
    [
        "\\", "\\\\", "a\\", "a\\\\", "\\,", "\\=", "\\ ", "\\\"", "a\\\\,b", "\\\n", "\n", "\r\n", "a\nb", "#", "#a", "a#!~#b", "#!~#", "##!~#", "\t", "\ta", "\0a", " ", " a ", ",", "=",
        "\"", "\"\"", "'", "time", "time_", "_", "_field", "_measurement", "␊", "＼", "🦗", "\uD800", "a\uDC00b", "\uD83E", "é", "\u2028", "\uFEFF", "\uFFFF", "\u007F", "\u0001", "a,b=c d", "a\\,b\\=c\\ d\\\"e",
        "m,a=b v=1 1", "# cicada:text tag \"a\" \"b\"", "%s", "$", "(", "[", "{", "`", "/", "*", "true", "1", "1i", "null",
    ];

    public static Gen<string> HostileText { get; } = Gen.OneOf(
        Gen.Int[0, HostileTexts.Count - 1].Select(i => HostileTexts[i]),
        Gen.Char[Odd].Array[1, 12].Select(chars => new string(chars)),
        Gen.Char.Array[1, 12].Select(chars => new string(chars)),
        Gen.Char.AlphaNumeric.Array[1, 12].Select(chars => new string(chars)));

    public static Gen<FieldValue> Value { get; } = Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(FieldValue.Float),
        Gen.Long[0, 10_000_000_000].Select(nanoseconds => FieldValue.Float(nanoseconds / 1e6)),
        Gen.Long.Select(FieldValue.Integer),
        Gen.Bool.Select(FieldValue.Boolean),
        HostileText.Select(FieldValue.String),
        Gen.Const(FieldValue.String("")));

    /// <summary>A point whose keys are different as line protocol knows characters, with every text there is.</summary>
    public static Gen<Point> HostilePoint { get; } = Gen.Select(
        HostileText,
        Gen.Select(HostileText, HostileText).Array[0, 5],
        Gen.Select(HostileText, Value).Array[1, 5],
        Gen.Long[-1L << 60, 1L << 60],
        (measurement, tags, fields, time) => new Point(
            measurement,
            [.. tags.Select(tag => new PointTag(tag.Item1, tag.Item2)).DistinctBy(tag => Valid(tag.Key))],
            [.. fields.Select(field => new PointField(field.Item1, field.Item2)).DistinctBy(field => Valid(field.Key))],
            time));

    /// <summary>Bytes that are nearly a record.</summary>
    public static Gen<byte[]> BrokenRecord { get; } = Gen.OneOf(
        Gen.Select(Gen.Int[0, LineProtocolCase.All.Count - 1], Gen.Int[0, 60], Gen.Char[Odd]).Select((which, at, odd) =>
        {
            var record = LineProtocolCase.All[which].Record;
            record = record.Length > 1000 ? "m,a=b v=\"x\",w=1i 5" : record;
            at %= record.Length + 1;
            return Encoding.UTF8.GetBytes(record[..at] + odd + record[at..]);
        }),
        Gen.Select(Gen.Int[0, LineProtocolCase.All.Count - 1], Gen.Int[0, 60]).Select((which, at) =>
        {
            var record = LineProtocolCase.All[which].Record;
            record = record.Length > 1000 ? "m,a=b v=\"x\",w=1i 5" : record;
            return Encoding.UTF8.GetBytes(record.Remove(at % record.Length, 1));
        }),
        Gen.Char["mvab,,==  \\\\\"\"11i.-+eEtTfF"].Array[1, 24].Select(chars => Encoding.UTF8.GetBytes("m " + new string(chars))),
        Gen.Char["mvab,,==  \\\\\"\"11i.-+eEtTfF"].Array[1, 24].Select(chars => Encoding.UTF8.GetBytes("m," + new string(chars) + " v=1")));

    /// <summary>The text as it is in UTF-8.</summary>
    public static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>All of a point in one text, tags and fields sorted, to compare points by.</summary>
    public static string Text(Point point) =>
        $"{Json(point.Measurement)} "
        + string.Join(' ', point.Tags.Where(tag => tag.Value.Length > 0).Select(tag => $"{Json(tag.Key)}={Json(tag.Value)}").Order(StringComparer.Ordinal)) + " | "
        + string.Join(' ', point.Fields.Select(field => $"{Json(field.Key)}={field.Value.Type} {Json(field.Value.ToString())}").Order(StringComparer.Ordinal))
        + point.TimeNanoseconds.ToString(" @0", CultureInfo.InvariantCulture);

    private static string Json(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(Valid(text))}\"";
}
