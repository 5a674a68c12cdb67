using System.Globalization;
using System.Text;

namespace Cicada.Influx.Queries;

/// <summary>Writes parts of a query as InfluxQL, in the form InfluxDB itself gives them, so that what is written is read as the same again.</summary>
internal static class QueryText
{
    private static readonly (long Nanoseconds, string Unit)[] Units =
    [
        (604_800_000_000_000, "w"), (86_400_000_000_000, "d"), (3_600_000_000_000, "h"), (60_000_000_000, "m"),
        (1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "u"),
    ];

    /// <summary>A text in single quotes.</summary>
    public static string OfString(string text) => "'" + Escaped(text, '\'') + "'";

    /// <summary>A name, in double quotes where it needs them.</summary>
    public static string OfName(string name) => IsBare(name) ? name : OfQuotedName(name);

    /// <summary>A name in double quotes.</summary>
    public static string OfQuotedName(string name) => "\"" + Escaped(name, '"') + "\"";

    /// <summary>A duration in the largest unit that says it exactly.</summary>
    public static string OfDuration(long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return "0s";
        }

        foreach (var (size, unit) in Units)
        {
            if (nanoseconds % size == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / size}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{nanoseconds}ns");
    }

    public static string Of(QuerySource source) => source switch
    {
        QuerySource.Measurement measurement => Of(measurement, "\"\""),
        QuerySource.Subquery subquery => $"({Of(subquery.Query)})",
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    public static string Of(Expression expression) => expression switch
    {
        Expression.Reference reference => OfName(reference.Name) + OfCast(reference.Cast),
        Expression.Wildcard wildcard => "*" + OfCast(wildcard.Cast),
        Expression.Distinct distinct => $"DISTINCT {OfName(distinct.Name)}",
        Expression.Call call => $"{OfFunction(call.Name)}({string.Join(", ", call.Arguments.Select(Of))})",
        Expression.Binary binary => $"{Of(binary.Left)} {binary.Operator.Symbol} {Of(binary.Right)}",
        Expression.Group group => $"({Of(group.Inner)})",
        Expression.IntegerValue integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        Expression.UnsignedValue unsigned => unsigned.Value.ToString(CultureInfo.InvariantCulture),
        Expression.NumberValue number => OfNumber(number.Value),
        Expression.StringValue text => OfString(text.Value),
        Expression.BooleanValue boolean => boolean.Value ? "true" : "false",
        Expression.DurationValue duration => OfDuration(duration.Nanoseconds),
        Expression.RegexValue regex => OfPattern(regex.Pattern),
        Expression.TimeValue time => OfString(TimeLiteral.TextOf(time.Nanoseconds)),
        Expression.NullValue => "nil",
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    public static string Of(Statement.Select select)
    {
        var text = new StringBuilder("SELECT ");
        text.AppendJoin(", ", select.Fields.Select(field => field.Alias.Length == 0 ? Of(field.Value) : $"{Of(field.Value)} AS {OfName(field.Alias)}"));
        if (select.Into is { } into)
        {
            text.Append(" INTO ").Append(Of(into, ":MEASUREMENT"));
        }

        text.Append(" FROM ").AppendJoin(", ", select.Sources.Select(Of));
        if (select.Where is { } where)
        {
            text.Append(" WHERE ").Append(Of(where));
        }

        if (select.GroupBy.Count > 0)
        {
            text.Append(" GROUP BY ").AppendJoin(", ", select.GroupBy.Select(Of));
        }

        text.Append(select.Fill.Kind switch
        {
            FillKind.None => " fill(none)",
            FillKind.Number => $" fill({OfPlainNumber(select.Fill.Number)})",
            FillKind.Previous => " fill(previous)",
            FillKind.Linear => " fill(linear)",
            _ => "",
        });
        text.Append(select.IsDescending ? " ORDER BY time DESC" : select.HasOrder ? " ORDER BY time ASC" : "");
        AppendCount(text, " LIMIT ", select.Rows.Limit);
        AppendCount(text, " OFFSET ", select.Rows.Offset);
        AppendCount(text, " SLIMIT ", select.Series.Limit);
        AppendCount(text, " SOFFSET ", select.Series.Offset);
        return select.TimeZone is { } zone ? text.Append(" TZ(").Append(OfString(zone.Id)).Append(')').ToString() : text.ToString();
    }

    private static string Of(QuerySource.Measurement measurement, string nameless)
    {
        var prefix = measurement.Database.Length > 0
            ? OfName(measurement.Database) + "." + (measurement.RetentionPolicy.Length > 0 ? OfName(measurement.RetentionPolicy) : "") + "."
            : measurement.RetentionPolicy.Length > 0 ? OfName(measurement.RetentionPolicy) + "." : "";
        return prefix + (measurement.Pattern is { } pattern ? OfPattern(pattern) : measurement.Name.Length > 0 ? OfName(measurement.Name) : nameless);
    }

    private static void AppendCount(StringBuilder text, string word, long count)
    {
        if (count > 0)
        {
            text.Append(word).Append(count.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static string OfCast(ReferenceCast cast) => cast == ReferenceCast.None ? "" : "::" + cast.ToString().ToLowerInvariant();

    private static string OfPattern(string pattern) => "/" + pattern.Replace("/", "\\/", StringComparison.Ordinal) + "/";

    // Without an exponent, which InfluxQL does not read.
    private static string OfNumber(double number)
    {
        var text = number.ToString("F99", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        text = shortest.Contains('E', StringComparison.Ordinal) ? text.TrimEnd('0') : shortest;
        return text.EndsWith('.') ? text + "0" : text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    // A whole number too, as fill() alone takes one.
    private static string OfPlainNumber(double number) =>
        OfNumber(number) is var text && text.EndsWith(".0", StringComparison.Ordinal) && Math.Abs(number) < long.MaxValue ? text[..^2] : text;

    // The one function whose name is a word of the language.
    private static string OfFunction(string name) => name == "distinct" ? name : OfName(name);

    private static bool IsBare(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') && QueryKeywords.Find(name) is null;

    private static string Escaped(string text, char quote) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace(quote.ToString(), "\\" + quote, StringComparison.Ordinal);
}
