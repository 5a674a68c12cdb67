using System.Text.Json.Serialization;

namespace Cicada.Outputs;

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Observation[]))]
internal sealed partial class ObservationJsonContext : JsonSerializerContext;
