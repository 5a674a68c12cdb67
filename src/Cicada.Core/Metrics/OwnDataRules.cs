using System.Globalization;
using System.Text;

namespace Cicada.Metrics;

/// <summary>
/// What users' own points and metrics may be. Whoever writes them gets a sentence at once, in the task that did it, rather than a point that some output refuses later.
/// </summary>
internal static class OwnDataRules
{
    /// <summary>Tags a metric may have over a run.</summary>
    public const int MostMetricTags = 10;

    private const string Reserved = "cicada_";
    private const int LongestName = 200;
    private const int LongestUnit = 50;
    private const int LongestTagValue = 1_000;
    private const int LongestText = 64 * 1024;
    private const int LongestPoint = 1024 * 1024;
    private const int MostTags = 32;
    private const int MostFields = 256;

    // InfluxDB refuses a measurement with its tags and a field's name beyond 65,535 bytes, and a character takes up to 3.
    private const int LongestKey = 16 * 1024;

    // About what the objects of a point take beside its texts.
    private const int SizeOfPoint = 200;
    private const int SizeOfEntry = 48;

    // So few are compared with each other faster than they are remembered.
    private const int Few = 16;

    private static readonly string[] ReservedTags = ["run", "worker", "time"];

    // The tags and fields measurement 'cicada_metrics' has anyway. A tag of the same name would be two columns, and an ambiguous word in a query.
    private static readonly string[] ReservedMetricTags =
    [
        .. ReservedTags, "metric", "kind", "unit", "elapsed", "count", "sum", "total", "value", "mean", "min", "max", "p50", "p75", "p90", "p95", "p99", "p999", "histogram",
    ];

    /// <summary>Refuses what cannot be a point, and replaces what is no Unicode in its texts; returns about how much memory it takes.</summary>
    public static int Require(string measurement, PointTag[] tags, PointField[] fields)
    {
        RequireName(measurement, "measurement of a point", "baskets", nameof(measurement));
        if (measurement.StartsWith(Reserved, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The measurement of a point is '{measurement}'; names that begin with '{Reserved}' are Cicada's own. Choose another.", nameof(measurement));
        }

        if (fields.Length == 0)
        {
            throw new ArgumentException($"The point of '{measurement}' has no field; a point has at least one. Give it a field, or leave the point out.", nameof(fields));
        }

        RequireNumber(measurement, "tags", tags.Length, MostTags);
        RequireNumber(measurement, "fields", fields.Length, MostFields);
        var characters = measurement.Length;
        for (var i = 0; i < tags.Length; i++)
        {
            RequireTag(measurement, tags, i, ReservedTags);
            tags[i] = new PointTag(tags[i].Key, Valid(tags[i].Value));
            characters += tags[i].Key.Length + tags[i].Value.Length;
        }

        if (characters > LongestKey)
        {
            throw new ArgumentException(
                $"The tags of a point of '{measurement}' have {characters} characters together; expected {LongestKey} at the most. Make long texts fields.", nameof(tags));
        }

        for (var i = 0; i < fields.Length; i++)
        {
            characters += RequireField(measurement, tags, fields, i);
        }

        if (characters > LongestPoint)
        {
            throw new ArgumentException(
                $"The point of '{measurement}' has {characters} characters; expected {LongestPoint} at the most. Write less of its texts.", nameof(fields));
        }

        return SizeOfPoint + ((tags.Length + fields.Length) * SizeOfEntry) + (2 * characters);
    }

    /// <summary>Refuses what cannot be a metric's name or unit.</summary>
    public static void RequireMetric(string name, string? unit)
    {
        RequireName(name, "name of a metric", "orders", nameof(name));
        if (unit is not null && (unit.Length is 0 or > LongestUnit || IsBroken(unit)))
        {
            throw new ArgumentException(
                $"The unit of the metric '{name}' is '{Excerpt(unit)}'; expected a short word of up to {LongestUnit} characters, like 'ms'. Leave it out where there is none.", nameof(unit));
        }
    }

    /// <summary>Refuses what cannot be the tags of a metric.</summary>
    public static void RequireMetricTags(Metric metric, ReadOnlySpan<(string Key, string Value)> tags)
    {
        var array = new PointTag[tags.Length];
        for (var i = 0; i < array.Length; i++)
        {
            array[i] = new PointTag(tags[i].Key, tags[i].Value);
            RequireTag(metric.Name, array, i, ReservedMetricTags);
        }
    }

    /// <summary>The value of a field as other clients give it.</summary>
    public static FieldValue ValueOf(string measurement, string key, object value) => value switch
    {
        FieldValue field => field,
        string text => FieldValue.String(text),
        bool truth => FieldValue.Boolean(truth),
        double number => FieldValue.Float(number),
        float number => FieldValue.Float(number),
        decimal number => FieldValue.Float((double)number),
        Half number => FieldValue.Float((double)number),
        int or long or short or sbyte or byte or ushort or uint => FieldValue.Integer(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong number when number <= long.MaxValue => FieldValue.Integer((long)number),
        ulong => throw new ArgumentException($"The field '{key}' of '{measurement}' is '{value}'; integers go up to {long.MaxValue}. Give it as a double.", nameof(value)),
        _ => throw new ArgumentException(
            $"The field '{key}' of '{measurement}' is of type '{value.GetType().Name}'; expected a number, a text or a truth value. Convert it: for instance to milliseconds, or by ToString().",
            nameof(value)),
    };

    /// <summary>The tags without those that have an empty value, which is the same as no tag.</summary>
    public static PointTag[] WithoutEmpty(PointTag[] tags) =>
        Array.Exists(tags, tag => tag.Value.Length == 0) ? Array.FindAll(tags, tag => tag.Value.Length > 0) : tags;

    /// <summary>A text in which halves of surrogate pairs are replaced: a text that was cut in the middle of one can be written nowhere.</summary>
    public static string Valid(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    private static void RequireTag(string owner, PointTag[] tags, int at, string[] reserved)
    {
        var (key, value) = tags[at];
        RequireName(key, $"key of a tag of '{owner}'", "shop", nameof(tags));
        if (reserved.Contains(key))
        {
            throw new ArgumentException($"'{owner}' is given the tag '{key}', which Cicada sets itself. Choose another name for it.", nameof(tags));
        }

        if (value is null)
        {
            throw new ArgumentException($"The tag '{key}' of '{owner}' is null; expected a text. Leave the tag out where nothing is known.", nameof(tags));
        }

        if (value.Length > LongestTagValue)
        {
            throw new ArgumentException(
                $"The tag '{key}' of '{owner}' has {value.Length} characters: '{Excerpt(value)}'; expected {LongestTagValue} at the most. Make it a field, which may be long and different each time.",
                nameof(tags));
        }

        if (IsThereBefore(tags, at, static tag => tag.Key))
        {
            throw new ArgumentException($"The tag '{key}' of '{owner}' is there twice; expected each once. Leave one out.", nameof(tags));
        }
    }

    private static int RequireField(string measurement, PointTag[] tags, PointField[] fields, int at)
    {
        var (key, value) = fields[at];
        RequireName(key, $"key of a field of '{measurement}'", "total", nameof(fields));
        if (ReservedTags.Contains(key))
        {
            throw new ArgumentException($"The point of '{measurement}' has a field '{key}', which is a name Cicada uses itself. Choose another name for it.", nameof(fields));
        }

        foreach (var tag in tags)
        {
            if (tag.Key == key)
            {
                throw new ArgumentException($"'{key}' is both a tag and a field of a point of '{measurement}'; a query could not tell which is meant. Rename one.", nameof(fields));
            }
        }

        if (IsThereBefore(fields, at, static field => field.Key))
        {
            throw new ArgumentException($"The field '{key}' of '{measurement}' is there twice; expected each once. Leave one out.", nameof(fields));
        }

        if (value.Type == FieldType.Float && !double.IsFinite(value.AsFloat()))
        {
            throw new ArgumentException(
                $"The field '{key}' of '{measurement}' is '{value}'; expected a finite number. Leave the field out where nothing is known.", nameof(fields));
        }

        if (value.Type != FieldType.String)
        {
            return key.Length;
        }

        var text = value.AsString();
        if (text.Length > LongestText)
        {
            throw new ArgumentException(
                $"The field '{key}' of '{measurement}' has {text.Length} characters: '{Excerpt(text)}'; expected {LongestText} at the most. Write the beginning of it.", nameof(fields));
        }

        fields[at] = new PointField(key, Valid(text));
        return key.Length + text.Length;
    }

    private static bool IsThereBefore<T>(T[] entries, int at, Func<T, string> keyOf)
    {
        var key = keyOf(entries[at]);
        if (at > Few)
        {
            // All earlier ones at once, the last time they are asked.
            return at == entries.Length - 1 && entries.Select(keyOf).Distinct(StringComparer.Ordinal).Count() < entries.Length;
        }

        for (var i = 0; i < at; i++)
        {
            if (keyOf(entries[i]) == key)
            {
                return true;
            }
        }

        return false;
    }

    private static void RequireNumber(string measurement, string what, int number, int most)
    {
        if (number > most)
        {
            throw new ArgumentException($"The point of '{measurement}' has {number} {what}; expected {most} at the most. Write several points.", what);
        }
    }

    private static void RequireName(string name, string what, string example, string parameter)
    {
        if (string.IsNullOrEmpty(name) || name.Length > LongestName || IsBroken(name))
        {
            throw new ArgumentException(
                $"The {what} is '{Excerpt(name ?? "")}'; expected a name of 1 to {LongestName} characters without line breaks and the like. Write for instance '{example}'.", parameter);
        }
    }

    // Control characters, and halves of surrogate pairs.
    private static bool IsBroken(string name) => name.AsSpan().ContainsAnyInRange('\0', '\x1F') || !ReferenceEquals(Valid(name), name) && Valid(name) != name;

    private static string Excerpt(string text)
    {
        var excerpt = text.Length > 50 ? $"{text.AsSpan(0, 49)}…" : text;
        return string.Concat(Valid(excerpt).Select(c => char.IsControl(c) ? '\uFFFD' : c));
    }
}
