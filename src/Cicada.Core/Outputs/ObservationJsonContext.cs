using System.Text.Json.Serialization;

namespace Cicada.Outputs;

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Converters = [typeof(RunStateJsonConverter)])]
[JsonSerializable(typeof(Observation[]))]
[JsonSerializable(typeof(RunDescription))]
internal sealed partial class ObservationJsonContext : JsonSerializerContext;
