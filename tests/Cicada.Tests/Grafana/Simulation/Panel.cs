using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A panel of a board, as it stands there.</summary>
internal sealed record Panel
{
    private const int Columns = 24;
    private const int LeastWidth = 10;

    public required string Title { get; init; }

    public required string Type { get; init; }

    public required IReadOnlyList<Target> Targets { get; init; }

    public required JsonElement Json { get; init; }

    public IReadOnlyList<JsonElement> Transformations => Json.Items("transformations");

    public JsonElement? Options => Json.Member("options");

    public string Unit => Json.Text("fieldConfig.defaults.unit");

    /// <summary>The variable it is shown once for each value of; an empty text for none.</summary>
    public string Repeat => Json.Text("repeat");

    /// <summary>How many points its queries may give at a width of the browser's window, in pixels.</summary>
    public int MaxDataPoints(int window) => Json.Number("maxDataPoints") ?? Math.Max(LeastWidth, window * Json.GetProperty("gridPos").GetProperty("w").GetInt32() / Columns);

    /// <summary>Its lowest interval; null for that of the data source.</summary>
    public string? LowestInterval => Json.Text("interval") is { Length: > 0 } interval ? interval : null;

    public static Panel Of(JsonElement json) => new()
    {
        Title = json.Text("title"),
        Type = json.Text("type"),
        Targets = [.. json.Items("targets").Select(Target.Of)],
        Json = json,
    };
}
