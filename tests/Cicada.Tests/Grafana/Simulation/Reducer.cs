namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Makes one value of many, as panels and transformations name it.</summary>
internal static class Reducer
{
    public static double? Of(string name, IReadOnlyList<object?> values)
    {
        var numbers = values.OfType<double>().ToList();
        return name switch
        {
            "sum" => numbers.Sum(),
            "count" => values.Count,
            _ when numbers.Count == 0 => null,
            "last" => values[^1] as double?,
            "lastNotNull" => numbers[^1],
            "first" => values[0] as double?,
            "firstNotNull" => numbers[0],
            "max" => numbers.Max(),
            "min" => numbers.Min(),
            "mean" => numbers.Average(),
            "range" => numbers.Max() - numbers.Min(),
            _ => throw new BoardException($"The calculation '{name}' is not known to this simulator."),
        };
    }

    /// <summary>The head of a column made by it.</summary>
    public static string Title(string name) => name switch
    {
        "sum" => "Total",
        "lastNotNull" => "Last *",
        "firstNotNull" => "First *",
        _ => char.ToUpperInvariant(name[0]) + name[1..],
    };
}
