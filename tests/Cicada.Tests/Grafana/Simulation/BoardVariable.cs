using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A variable of a board, as it stands there.</summary>
internal sealed record BoardVariable
{
    /// <summary>What Grafana keeps as the value of "All".</summary>
    public const string All = "$__all";

    public required string Name { get; init; }

    /// <summary><c>query</c>, <c>custom</c>, <c>textbox</c>, <c>constant</c>, <c>datasource</c>, <c>adhoc</c> …</summary>
    public required string Type { get; init; }

    public string Query { get; init; } = "";

    public string Regex { get; init; } = "";

    public bool IsMulti { get; init; }

    public bool IncludesAll { get; init; }

    public string? AllValue { get; init; }

    /// <summary>0 never, 1 when the board is opened, 2 whenever the time changes too.</summary>
    public int Refresh { get; init; }

    public int Sort { get; init; }

    /// <summary>What is chosen when the board is opened for the first time.</summary>
    public IReadOnlyList<string> Current { get; init; } = [];

    public static BoardVariable Of(JsonElement json) => new()
    {
        Name = json.Text("name"),
        Type = json.Text("type"),
        Query = json.Member("query") is { ValueKind: JsonValueKind.Object } query ? query.Text("query") : json.Text("query"),
        Regex = json.Text("regex"),
        IsMulti = json.Flag("multi"),
        IncludesAll = json.Flag("includeAll"),
        AllValue = json.Text("allValue") is { Length: > 0 } all ? all : null,
        Refresh = json.Number("refresh") ?? 0,
        Sort = json.Number("sort") ?? 0,
        Current = json.Member("current.value").Words(),
    };

    /// <summary>The variables it cannot be known without.</summary>
    public IEnumerable<string> Needs => Type == "query" ? Interpolation.NamesIn(Query).Concat(Interpolation.NamesIn(Regex)) : [];
}
