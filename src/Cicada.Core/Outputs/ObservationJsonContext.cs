using System.Text.Json.Serialization;

namespace Cicada.Outputs;

[JsonSerializable(typeof(Observation[]))]
internal sealed partial class ObservationJsonContext : JsonSerializerContext;
