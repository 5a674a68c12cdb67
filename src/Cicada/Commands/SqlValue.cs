using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Cicada.KeptRuns;

namespace Cicada.Commands;

/// <summary>A value of the store as text and as JSON, the same whatever the computer's language.</summary>
internal static class SqlValue
{
    /// <summary>As text; empty for null.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        ShownValue shown => shown.Text,
        string text => text,
        bool truth => truth ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        IDictionary map => "{" + string.Join(", ", map.Keys.Cast<object>().Select(key => $"{Text(key)}: {Text(map[key])}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Text)) + "]",
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether it is a number, to be aligned to the right.</summary>
    public static bool IsNumber(object? value) =>
        value is ShownValue { IsNumber: true } or sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or BigInteger or float or double or decimal;

    /// <summary>As JSON: numbers as numbers where JSON has them, everything else as text.</summary>
    public static void WriteJson(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case ShownValue shown:
                json.WriteRawValue(shown.Json);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case double number when !double.IsFinite(number):
                json.WriteNullValue();
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case float number when !float.IsFinite(number):
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case var number when IsNumber(number):
                json.WriteRawValue(Text(number));
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName(Text(entry.Key));
                    WriteJson(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case IEnumerable list and not IFormattable:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    WriteJson(json, item);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }
}
