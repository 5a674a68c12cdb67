using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A board, as it stands in its file.</summary>
internal sealed record Board
{
    public required string Uid { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<BoardVariable> Variables { get; init; }

    /// <summary>All panels with a query, those of rows that are folded up too.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    public required IReadOnlyList<Annotation> Annotations { get; init; }

    public required JsonElement Json { get; init; }

    public static Board Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        var json = document.RootElement.Clone();
        return new()
        {
            Uid = json.Text("uid"),
            Title = json.Text("title"),
            Variables = [.. (json.Member("templating")?.Items("list") ?? []).Select(BoardVariable.Of)],
            Panels = [.. PanelsOf(json).Where(panel => panel.Text("type") is not ("row" or "text")).Select(Panel.Of)],
            Annotations = [.. Annotation.AllOf(json)],
            Json = json,
        };
    }

    public override string ToString() => Uid;

    private static IEnumerable<JsonElement> PanelsOf(JsonElement json) => json.Items("panels").SelectMany(panel => panel.Items("panels").Prepend(panel));
}
