using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cicada.RunsApi;

/// <summary>Writes a run's document with every digit it has.</summary>
internal sealed class SummaryJsonConverter : JsonConverter<RunSummary>
{
    public override RunSummary? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize(ref reader, RunSummaryJsonContext.Default.RunSummary);

    public override void Write(Utf8JsonWriter writer, RunSummary value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, RunSummaryJsonContext.Default.RunSummary);
}
