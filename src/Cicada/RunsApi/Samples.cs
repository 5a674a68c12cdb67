using System.Text.Json.Serialization;
using Cicada.Storage;

namespace Cicada.RunsApi;

/// <summary>Single requests.</summary>
[method: JsonConstructor]
internal sealed record Samples([property: JsonPropertyName("samples")] IReadOnlyList<Sample> All)
{
    public static Samples Of(IReadOnlyList<RecordedSample> samples) => new([.. samples.Select(Sample.Of)]);
}
