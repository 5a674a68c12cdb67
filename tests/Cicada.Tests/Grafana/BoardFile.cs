using System.Text.Json.Nodes;
using Cicada.Grafana;

namespace Cicada.Tests.Grafana;

/// <summary>A board as the JSON Grafana reads, with the parts that rules are about.</summary>
internal sealed record BoardFile(string Name, JsonObject Json)
{
    public static IReadOnlyList<BoardFile> All { get; } = [.. Boards.All().Select(board => new BoardFile(board.Uid, JsonNode.Parse(board.ToText())!.AsObject()))];

    public IReadOnlyList<JsonObject> Panels => [.. Objects(Json["panels"])];

    public IReadOnlyList<JsonObject> DataPanels => [.. Panels.Where(panel => Text(panel["type"]) != "row")];

    public IReadOnlyList<JsonObject> Variables => [.. Objects(Json["templating"]!["list"])];

    public IReadOnlyList<JsonObject> Marks => [.. Objects(Json["annotations"]!["list"]).Where(marks => marks["builtIn"] is null)];

    public IEnumerable<(JsonObject Panel, JsonObject Target)> Targets => DataPanels.SelectMany(panel => TargetsOf(panel).Select(target => (panel, target)));

    public static IReadOnlyList<JsonObject> TargetsOf(JsonObject panel) => [.. Objects(panel["targets"])];

    public static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    public static IEnumerable<JsonObject> Objects(JsonNode? array) => array is null ? [] : array.AsArray().Select(one => one!.AsObject());
}
