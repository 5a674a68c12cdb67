using System.Text.Json.Serialization;

namespace Cicada.Influx;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(InfluxSpoolNote))]
internal sealed partial class InfluxJsonContext : JsonSerializerContext;
