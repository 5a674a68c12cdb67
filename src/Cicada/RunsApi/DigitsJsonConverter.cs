using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cicada.RunsApi;

/// <summary>
/// Numbers with as many digits as mean something: three decimals, which of milliseconds are microseconds and of seconds milliseconds, and of what is smaller than one four
/// digits. What is no number becomes <c>null</c>.
/// </summary>
internal sealed class DigitsJsonConverter : JsonConverter<double>
{
    private const int Decimals = 3;
    private const int Digits = 4;
    private const int MostDecimals = 15;

    public static double Round(double number)
    {
        var size = Math.Abs(number);
        return size >= 1 || size == 0
            ? Math.Round(number, Decimals)
            : Math.Round(number, Math.Min(MostDecimals, Digits - 1 - (int)Math.Floor(Math.Log10(size))));
    }

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(Round(value));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
