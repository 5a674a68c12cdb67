using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Cicada.Influx;

/// <summary>
/// The comment that keeps a text which line protocol cannot say, on a line before the point: <c># cicada:text tag "name" "what it was"</c>.
/// To InfluxDB it is a comment like any other. It has no equals sign, because after one a server would see an open quote and go on into the next line.
/// </summary>
internal static class TextNote
{
    private static readonly JavaScriptEncoder Encoder = MakeEncoder();

    private static ReadOnlySpan<byte> Beginning => "# cicada:text "u8;

    /// <summary>Writes the comment with its line break.</summary>
    public static void Write(IBufferWriter<byte> output, in ChangedText changed)
    {
        output.Write(Beginning);
        output.Write(Word(changed.Place));
        if (changed.Place != TextPlace.Measurement)
        {
            WriteQuoted(output, changed.WrittenKey);
        }

        WriteQuoted(output, changed.Original);
        output.Write("\n"u8);
    }

    /// <summary>Whether a comment is one of these, well-formed or not.</summary>
    public static bool Is(ReadOnlySpan<byte> comment) => comment.StartsWith(Beginning);

    /// <summary>Reads such a comment.</summary>
    public static bool TryRead(ReadOnlySpan<byte> comment, out ChangedText changed)
    {
        changed = default;
        var rest = comment[Beginning.Length..];
        var wordLength = Math.Max(rest.IndexOf((byte)' '), 0);
        if (PlaceOf(rest[..wordLength]) is not { } place || !TryReadTexts(rest[wordLength..], out var texts))
        {
            return false;
        }

        changed = new(place, texts.Count == 2 ? texts[0] : "", texts[^1]);
        return texts.Count == (place == TextPlace.Measurement ? 1 : 2);
    }

    private static bool TryReadTexts(ReadOnlySpan<byte> json, [NotNullWhen(true)] out List<string>? texts)
    {
        texts = [];
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true });
            while (texts.Count < 3 && reader.Read())
            {
                if (reader.TokenType != JsonTokenType.String)
                {
                    return false;
                }

                texts.Add(reader.GetString()!);
            }

            return texts.Count > 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second for half a surrogate, or bytes that are no UTF-8.
            return false;
        }
    }

    private static void WriteQuoted(IBufferWriter<byte> output, string text)
    {
        output.Write(" \""u8);
        output.Write(JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes);
        output.Write("\""u8);
    }

    private static ReadOnlySpan<byte> Word(TextPlace place) => place switch
    {
        TextPlace.Measurement => "measurement"u8,
        TextPlace.TagKey => "tag-key"u8,
        TextPlace.TagValue => "tag"u8,
        _ => "field-key"u8,
    };

    private static TextPlace? PlaceOf(ReadOnlySpan<byte> word)
    {
        foreach (var place in (ReadOnlySpan<TextPlace>)[TextPlace.Measurement, TextPlace.TagKey, TextPlace.TagValue, TextPlace.FieldKey])
        {
            if (word.SequenceEqual(Word(place)))
            {
                return place;
            }
        }

        return null;
    }

    private static JavaScriptEncoder MakeEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacter('=');
        return JavaScriptEncoder.Create(settings);
    }
}
