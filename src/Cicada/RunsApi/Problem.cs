using System.Text.Json.Serialization;

namespace Cicada.RunsApi;

/// <summary>Says no.</summary>
/// <param name="Error">One sentence: what we saw, what we expected, what to do.</param>
/// <param name="Problems">One for each field of the request that is wrong; null where it is none in particular.</param>
internal sealed record Problem(
    string Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FieldProblem>? Problems = null);
