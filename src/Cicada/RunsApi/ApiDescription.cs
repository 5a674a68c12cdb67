using System.Text.Json.Serialization.Metadata;
using Cicada.Web;

namespace Cicada.RunsApi;

/// <summary>What an endpoint is: enough to route requests to it, to check them, and to document it.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below <see cref="RunsRoutes.Root"/>, with names in braces: <c>runs/{run}</c>.</param>
/// <param name="Summary">What it does, as one sentence.</param>
internal sealed record ApiDescription(string Method, string Path, string Summary)
{
    /// <summary>More about it.</summary>
    public string Details { get; init; } = "";

    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>What a request brings; null for nothing.</summary>
    public JsonTypeInfo? Body { get; init; }

    /// <summary>What the answer is.</summary>
    public JsonTypeInfo? Answer { get; init; }

    /// <summary>What kinds of other answers there are, where it is not JSON.</summary>
    public IReadOnlyList<string> ContentTypes { get; init; } = ["application/json"];

    /// <summary>The status of an answer that is none of a refusal.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The statuses of refusals, beside those every request can get.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];

    /// <summary>What who asks must be allowed.</summary>
    public WebAccess Needs { get; init; } = WebAccess.Read;

    /// <summary>Whether it is about one run.</summary>
    public bool IsOfRun => Path.StartsWith("runs/{run}", StringComparison.Ordinal);
}
