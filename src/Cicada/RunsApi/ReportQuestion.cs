namespace Cicada.RunsApi;

/// <summary>A question that a page of a report asks.</summary>
/// <param name="What">The last part of the path: <c>series</c>; <c>run</c> for the run itself.</param>
internal sealed record ReportQuestion(string What)
{
    public string? RequestType { get; init; }

    public string? Name { get; init; }

    /// <summary>Which samples: <c>slowest</c> or <c>failed</c>.</summary>
    public string? Order { get; init; }

    /// <summary>Only failures of this error class.</summary>
    public string? Exception { get; init; }
}
