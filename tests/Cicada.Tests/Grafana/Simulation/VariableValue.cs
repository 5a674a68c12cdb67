namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A variable with what is chosen of it.</summary>
internal sealed record VariableValue
{
    public required string Name { get; init; }

    /// <summary>Whether several can be chosen; then even one is a list.</summary>
    public bool IsMulti { get; init; }

    /// <summary>What is chosen. Of a variable that is not multi one, or all of its options when everything is.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>Whether "All" is chosen.</summary>
    public bool IsAll { get; init; }

    /// <summary>What stands for "All", verbatim; null where all options do.</summary>
    public string? AllValue { get; init; }

    /// <summary>Everything there was to choose from.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether it is a list to whoever formats it.</summary>
    public bool IsList => IsMulti || IsAll;

    public static VariableValue Of(string name, string value) => new() { Name = name, Values = [value] };
}
