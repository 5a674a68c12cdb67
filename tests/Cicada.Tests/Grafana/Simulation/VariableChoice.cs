namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What somebody chooses of a variable.</summary>
internal sealed record VariableChoice(IReadOnlyList<string> Values)
{
    public static VariableChoice All { get; } = new([BoardVariable.All]);

    public bool IsAll => Values is [BoardVariable.All];

    public static VariableChoice Of(params string[] values) => new(values);

    public override string ToString() => IsAll ? "All" : string.Join(" + ", Values);
}
