namespace Cicada.Tests.Grafana.Simulation;

/// <summary>How somebody looks at a board.</summary>
internal sealed record ViewRequest(TimeRange Range)
{
    /// <summary>What is chosen, by the names of the variables.</summary>
    public IReadOnlyDictionary<string, VariableChoice> Choices { get; init; } = new Dictionary<string, VariableChoice>();

    /// <summary>The width of the browser's window, in pixels.</summary>
    public int Window { get; init; } = 1_600;

    public IReadOnlyList<AdHocFilter> Filters { get; init; } = [];
}
