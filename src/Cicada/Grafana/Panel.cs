using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>One panel of a board. Where it stands follows from its size and its place in the list.</summary>
/// <param name="Type">The panel type, one of those every Grafana has.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Description">How to read it: what the numbers are, and what they are not.</param>
/// <param name="Unit">Grafana's id of the unit.</param>
internal sealed record Panel(string Type, string Title, string Description, string Unit)
{
    /// <summary>Columns of the board's 24.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Height in units of 30 pixels.</summary>
    public int Height { get; init; } = 8;

    /// <summary>Its queries; the first is A.</summary>
    public required IReadOnlyList<Target> Targets { get; init; }

    /// <summary>What the panel type can be told.</summary>
    public required JsonObject Options { get; init; }

    /// <summary>How fields are drawn.</summary>
    public JsonObject Custom { get; init; } = [];

    /// <summary>What stands in <c>fieldConfig.defaults</c> besides.</summary>
    public JsonObject Defaults { get; init; } = [];

    /// <summary>What differs for some fields.</summary>
    public IReadOnlyList<JsonObject> Overrides { get; init; } = [];

    /// <summary>What is done to the answers before they are drawn.</summary>
    public IReadOnlyList<JsonObject> Transformations { get; init; } = [];

    public JsonObject ToJson(int id, int x, int y)
    {
        var defaults = Defaults.DeepClone().AsObject();
        defaults["unit"] = Unit;
        defaults["custom"] = Custom.DeepClone();
        var panel = new JsonObject
        {
            ["id"] = id,
            ["type"] = Type,
            ["title"] = Title,
            ["description"] = Description,
            ["gridPos"] = new JsonObject { ["x"] = x, ["y"] = y, ["w"] = Width, ["h"] = Height },
            ["datasource"] = DataSource(),
            ["interval"] = "1s", // what is recorded is recorded each second: less than that would be a comb of holes
            ["targets"] = new JsonArray([.. Targets.Select(TargetJson)]),
            ["fieldConfig"] = new JsonObject { ["defaults"] = defaults, ["overrides"] = Array(Overrides) },
            ["options"] = Options.DeepClone(),
        };
        if (Transformations.Count > 0)
        {
            panel["transformations"] = Array(Transformations);
        }

        return panel;
    }

    /// <summary>The data source every query of ours is for.</summary>
    public static JsonObject DataSource() => new() { ["type"] = "influxdb", ["uid"] = "${DS}" };

    private static JsonNode TargetJson(Target target, int index)
    {
        var json = new JsonObject
        {
            // A … Z, AA, AB …
            ["refId"] = index < 26 ? $"{(char)('A' + index)}" : $"A{(char)('A' + index - 26)}",
            ["datasource"] = DataSource(),
            ["rawQuery"] = true,
            ["query"] = target.Query,
            ["resultFormat"] = target.IsTable ? "table" : "time_series",
        };
        if (target.Alias.Length > 0)
        {
            json["alias"] = target.Alias;
        }

        return json;
    }

    private static JsonArray Array(IEnumerable<JsonObject> objects) => new([.. objects.Select(one => one.DeepClone())]);
}
