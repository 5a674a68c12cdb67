using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>A board as Grafana's classic JSON. What it has in common with the others is added here.</summary>
/// <param name="Uid">Its address in Grafana, and the name of its file.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">The question it answers.</param>
/// <param name="From">The beginning of the range of time it opens with.</param>
internal sealed record Board(string Uid, string Title, string Description, string From)
{
    private const int Columns = 24;

    // Read by Grafana 10 and later; newer ones bring it up to date themselves.
    private const int SchemaVersion = 39;

    /// <summary>Its variables, in the order in which they follow from one another; the data source and the prefix come first by themselves.</summary>
    public required IReadOnlyList<JsonObject> Variables { get; init; }

    /// <summary>Its panels under the headings they stand below.</summary>
    public required IReadOnlyList<(string Heading, IReadOnlyList<Panel> Panels)> Sections { get; init; }

    /// <summary>What is marked on the axis of time: a name, a colour, and the query; its column <c>title</c> is the text, <c>type</c> the tag.</summary>
    public IReadOnlyList<(string Name, string Colour, string Query)> Marks { get; init; } = [];

    /// <summary>How often it looks again; empty for never.</summary>
    public string Refresh { get; init; } = "";

    /// <summary>The text of its file.</summary>
    public string ToText()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            ToJson().WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private JsonObject ToJson() => new()
    {
        ["uid"] = Uid,
        ["title"] = Title,
        ["description"] = Description,
        ["tags"] = new JsonArray("cicada", "load-test"),
        ["schemaVersion"] = SchemaVersion,
        ["editable"] = false,
        ["graphTooltip"] = 1,
        ["timezone"] = "browser",
        ["refresh"] = Refresh,
        ["time"] = new JsonObject { ["from"] = From, ["to"] = "now" },
        ["timepicker"] = new JsonObject { ["refresh_intervals"] = new JsonArray("2s", "5s", "10s", "30s", "1m", "5m") },
        ["links"] = new JsonArray(
            new JsonObject
            {
                ["title"] = "Cicada boards",
                ["type"] = "dashboards",
                ["tags"] = new JsonArray("cicada"),
                ["asDropdown"] = true,
                ["includeVars"] = true,
                ["keepTime"] = true,
                ["targetBlank"] = false,
                ["icon"] = "external link",
                ["tooltip"] = "",
                ["url"] = "",
            },
            new JsonObject
            {
                ["title"] = "Cicada's own pages",
                ["type"] = "link",
                ["tags"] = new JsonArray(),
                ["asDropdown"] = false,
                ["includeVars"] = false,
                ["keepTime"] = false,
                ["targetBlank"] = true,
                ["icon"] = "external link",
                ["tooltip"] = "The web UI of cicada serve",
                ["url"] = "${cicada:raw}/",
            }),
        ["annotations"] = new JsonObject
        {
            ["list"] = new JsonArray([BuiltInMarks(), .. Marks.Select(MarksJson)]),
        },
        ["templating"] = new JsonObject
        {
            ["list"] = new JsonArray([
                Variable.DataSource(),
                Variable.Text("prefix", "Prefix", "What the names of measurements begin with: --measurement-prefix of the run.", "cicada_"),
                .. Variables.Select(one => one.DeepClone()),
                Variable.Text("cicada", "Cicada", "The address of cicada serve, for the links to its pages.", "http://127.0.0.1:8086"),
            ]),
        },
        ["panels"] = PanelsJson(),
    };

    // From left to right, in lines as high as their highest panel.
    private JsonArray PanelsJson()
    {
        var panels = new JsonArray();
        var (id, x, y, height) = (0, 0, 0, 0);
        foreach (var (heading, section) in Sections)
        {
            (x, y, height) = (0, y + height, 0);
            panels.Add(new JsonObject
            {
                ["id"] = ++id,
                ["type"] = "row",
                ["title"] = heading,
                ["collapsed"] = false,
                ["gridPos"] = new JsonObject { ["x"] = 0, ["y"] = y, ["w"] = Columns, ["h"] = 1 },
                ["panels"] = new JsonArray(),
            });
            y++;
            foreach (var panel in section)
            {
                if (x + panel.Width > Columns)
                {
                    (x, y, height) = (0, y + height, 0);
                }

                panels.Add(panel.ToJson(++id, x, y));
                (x, height) = (x + panel.Width, Math.Max(height, panel.Height));
            }
        }

        return panels;
    }

    private static JsonObject BuiltInMarks() => new()
    {
        ["builtIn"] = 1,
        ["datasource"] = new JsonObject { ["type"] = "grafana", ["uid"] = "-- Grafana --" },
        ["enable"] = true,
        ["hide"] = true,
        ["iconColor"] = "rgba(0, 211, 255, 1)",
        ["name"] = "Annotations & Alerts",
        ["type"] = "dashboard",
    };

    private static JsonObject MarksJson((string Name, string Colour, string Query) marks) => new()
    {
        ["name"] = marks.Name,
        ["datasource"] = Panel.DataSource(),
        ["enable"] = true,
        ["hide"] = false,
        ["iconColor"] = marks.Colour,
        ["target"] = new JsonObject
        {
            ["refId"] = "Anno",
            ["rawQuery"] = true,
            ["query"] = marks.Query,
            ["resultFormat"] = "table",
            ["fromAnnotations"] = true,
            ["textColumn"] = "title",
            ["tagsColumn"] = "type",
            ["titleColumn"] = "",
            ["timeEndColumn"] = "",
        },
    };
}
