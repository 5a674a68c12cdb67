namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A column of a frame. Its values are null, or <see cref="long"/> milliseconds for a time, <see cref="double"/>, <see cref="string"/>, <see cref="bool"/>.</summary>
internal sealed record FrameField(string Name, FieldKind Kind, IReadOnlyList<object?> Values)
{
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What a legend or a column's head says.</summary>
    public string DisplayName { get; init; } = Name;

    /// <summary>The query it comes from.</summary>
    public string RefId { get; init; } = "";

    public IEnumerable<double> Numbers => Values.OfType<double>();

    public bool IsEmpty => Values.All(value => value is null or "");
}
