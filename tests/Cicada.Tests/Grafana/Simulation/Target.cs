using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A query of a panel, as it stands in the board.</summary>
internal sealed record Target
{
    public required string RefId { get; init; }

    public required string Query { get; init; }

    public string ResultFormat { get; init; } = "time_series";

    public string Alias { get; init; } = "";

    public string Policy { get; init; } = "";

    public bool IsHidden { get; init; }

    public static Target Of(JsonElement json)
    {
        var refId = json.Text("refId");
        return new()
        {
            RefId = refId.Length > 0 ? refId : throw new BoardException($"A query has no 'refId'; expected a letter. Grafana could not tell its answer from others: {json}"),
            Query = json.Flag("rawQuery")
                ? json.Text("query")
                : throw new BoardException($"Query '{refId}' is not 'rawQuery: true'. This simulator sends texts; write the query as one."),
            ResultFormat = json.Text("resultFormat", "time_series"),
            Alias = json.Text("alias"),
            Policy = json.Text("policy"),
            IsHidden = json.Flag("hide"),
        };
    }
}
