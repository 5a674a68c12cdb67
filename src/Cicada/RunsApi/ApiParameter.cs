namespace Cicada.RunsApi;

/// <summary>A parameter in the address of a request.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it says.</param>
internal sealed record ApiParameter(string Name, string Description)
{
    public ApiParameterKind Kind { get; init; } = ApiParameterKind.Text;

    /// <summary>The smallest and the largest number.</summary>
    public double Least { get; init; }

    public double Most { get; init; } = double.MaxValue;

    /// <summary>What is meant where it is left out; null where nothing in particular is.</summary>
    public string? Default { get; init; }

    /// <summary>The words it can be; null for any.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Whether it may be several of them, with commas between.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether it may be given several times.</summary>
    public bool IsRepeated { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Whether it is a segment of the path.</summary>
    public bool IsInPath { get; init; }

    /// <summary>An example of it, where one says more than words.</summary>
    public string? Example { get; init; }
}
