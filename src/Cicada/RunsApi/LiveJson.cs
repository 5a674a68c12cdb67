using System.Text.Json.Serialization;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    Converters = [typeof(DigitsJsonConverter), typeof(UtcJsonConverter), typeof(PercentileSourceJsonConverter), typeof(ThresholdStateJsonConverter)])]
[JsonSerializable(typeof(Tick))]
[JsonSerializable(typeof(RecordedEvent))]
[JsonSerializable(typeof(RecordedLine))]
[JsonSerializable(typeof(LiveEnd))]
internal sealed partial class LiveJson : JsonSerializerContext;
