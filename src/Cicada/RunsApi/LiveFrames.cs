using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cicada.RunsApi;

/// <summary>Pieces of a stream of server-sent events.</summary>
internal static class LiveFrames
{
    public static LiveFrame OfTick(long second, Func<Tick> tick) => new(second, () =>
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        buffer.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {second}\n")));
        Write(buffer, "tick", tick(), LiveJson.Default.Tick);
        return buffer.WrittenSpan.ToArray();
    });

    /// <summary>One event, or several of one kind.</summary>
    public static LiveFrame Of<T>(string kind, IReadOnlyList<T> values, JsonTypeInfo<T> type) => new(null, () =>
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        foreach (var value in values)
        {
            Write(buffer, kind, value, type);
        }

        return buffer.WrittenSpan.ToArray();
    });

    // JSON has no line breaks of its own, so each event is one line of data.
    private static void Write<T>(ArrayBufferWriter<byte> buffer, string kind, T value, JsonTypeInfo<T> type)
    {
        buffer.Write(Encoding.ASCII.GetBytes($"event: {kind}\ndata: "));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        buffer.Write("\n\n"u8);
    }
}
