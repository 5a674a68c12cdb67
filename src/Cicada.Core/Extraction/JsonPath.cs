using System.Text.Json;

namespace Cicada.Extraction;

/// <summary>
/// A place in a JSON document, in the words of RFC 9535 without filters: <c>$.items[0].name</c>, <c>['a b']</c>, <c>[-1]</c>, <c>[1:3]</c>, <c>[*]</c>, <c>..id</c>. Read once, then walked.
/// </summary>
internal sealed class JsonPath
{
    private readonly IReadOnlyList<JsonPathStep> _steps;

    internal JsonPath(IReadOnlyList<JsonPathStep> steps) => _steps = steps;

    /// <summary>All values there are at the place, in the order of the document.</summary>
    public IEnumerable<JsonElement> Find(JsonElement root) => _steps.Aggregate<JsonPathStep, IEnumerable<JsonElement>>([root], (found, step) => found.SelectMany(step.Of));
}
