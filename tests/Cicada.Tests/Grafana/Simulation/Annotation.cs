using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Events a board shows in its charts, as they stand there.</summary>
internal sealed record Annotation(string Name, string Query, string TextColumn, string TagsColumn, string TitleColumn, string TimeEndColumn)
{
    /// <summary>Those of a board that ask InfluxDB; the one of Grafana itself is not among them.</summary>
    public static IEnumerable<Annotation> AllOf(JsonElement board) =>
        (board.Member("annotations")?.Items("list") ?? []).Where(json => json.Text("datasource.type") == "influxdb" && json.Flag("enable")).Select(Of);

    // Where the target has no query, the older members beside it are taken.
    private static Annotation Of(JsonElement json)
    {
        var from = json.Member("target") is { } target && target.Text("query").Length > 0 ? target : json;
        if (from.Text("query").Length == 0)
        {
            throw new BoardException($"The annotation '{json.Text("name")}' has no query; Grafana shows 'Query missing in annotation definition'.");
        }

        if (from.ValueKind == JsonValueKind.Object && json.Member("target") is { } given && given.Text("query").Length > 0 && !given.Flag("fromAnnotations"))
        {
            throw new BoardException($"The annotation '{json.Text("name")}' is not 'fromAnnotations: true'; Grafana would not look at its columns.");
        }

        return new(json.Text("name"), from.Text("query"), from.Text("textColumn"), from.Text("tagsColumn"), from.Text("titleColumn"), from.Text("timeEndColumn"));
    }
}
