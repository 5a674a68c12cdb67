using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cicada.Influx;

namespace Cicada.Export;

/// <summary>
/// Writes points as JSON, an object a line. A float always has a point or an exponent and an integer never, so that types survive.
/// </summary>
internal sealed class JsonLinesWriter : IDisposable
{
    private const int FullBuffer = 1 << 16;

    // Everything but what JSON itself needs stays as it is: these lines go to programs, not into pages.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FullBuffer);
    private readonly Utf8JsonWriter _json;

    public JsonLinesWriter(Stream stream)
    {
        _stream = stream;
        _json = new Utf8JsonWriter(_buffer, Options);
    }

    public void Write(Point point)
    {
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("measurement"u8, point.Measurement);
        _json.WriteNumber("time"u8, point.TimeNanoseconds);
        _json.WriteStartObject("tags"u8);
        for (var i = 0; i < point.Tags.Count; i++)
        {
            _json.WriteString(point.Tags[i].Key, point.Tags[i].Value);
        }

        _json.WriteEndObject();
        _json.WriteStartObject("fields"u8);
        for (var i = 0; i < point.Fields.Count; i++)
        {
            var (key, value) = point.Fields[i];
            _json.WritePropertyName(key);
            WriteValue(value);
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FullBuffer)
        {
            WriteBuffer();
        }
    }

    /// <summary>Hands everything to the stream. Without it the last points are missing.</summary>
    public void Flush()
    {
        WriteBuffer();
        _stream.Flush();
    }

    public void Dispose() => _json.Dispose();

    private void WriteValue(FieldValue value)
    {
        switch (value.Type)
        {
            case FieldType.Integer:
                _json.WriteNumberValue(value.AsInteger());
                break;
            case FieldType.Boolean:
                _json.WriteBooleanValue(value.AsBoolean());
                break;
            case FieldType.String:
                _json.WriteStringValue(value.AsString());
                break;
            default:
                WriteFloat(value.AsFloat());
                break;
        }
    }

    private void WriteFloat(double number)
    {
        Span<byte> text = stackalloc byte[40];
        number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        if (text[..length].IndexOfAny((byte)'.', (byte)'E', (byte)'e') < 0)
        {
            ".0"u8.CopyTo(text[length..]);
            length += 2;
        }

        _json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private void WriteBuffer()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }
}
