using System.Text.Json;
using System.Text.Json.Serialization;
using Cicada.Storage;

namespace Cicada.RunsApi;

internal sealed class PercentileSourceJsonConverter : JsonConverter<PercentileSource>
{
    public override PercentileSource Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.ValueTextEquals("exact") ? PercentileSource.Exact : PercentileSource.Merged;

    public override void Write(Utf8JsonWriter writer, PercentileSource value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value == PercentileSource.Exact ? "exact" : "merged");
}
