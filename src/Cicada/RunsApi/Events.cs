using System.Text.Json.Serialization;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>What happened to a run, in order.</summary>
[method: JsonConstructor]
internal sealed record Events([property: JsonPropertyName("events")] IReadOnlyList<RecordedEvent> All);
