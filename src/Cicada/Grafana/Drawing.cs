using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>The parts of panels that all boards share, so that the same thing looks the same everywhere.</summary>
internal static class Drawing
{
    public const string Green = "green";
    public const string Yellow = "yellow";
    public const string Orange = "orange";
    public const string Red = "red";

    /// <summary>A chart over time.</summary>
    public static Panel Chart(string title, string description, string unit, params Target[] targets) => new("timeseries", title, description, unit)
    {
        Targets = targets,
        Options = ChartOptions(),
        Custom = Lines(),
        Defaults = new JsonObject { ["min"] = 0 },
    };

    /// <summary>A chart over seconds since the run began.</summary>
    public static Panel ElapsedChart(string title, string description, string unit, params Target[] targets) => new("trend", title, description, unit)
    {
        Targets = targets,
        Options = new JsonObject(ChartOptions().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))) { ["xField"] = "elapsed" },
        Custom = Lines(spanNulls: true),
        Defaults = new JsonObject { ["min"] = 0 },
        Overrides = [Override("elapsed", ("unit", "s"))],
    };

    /// <summary>One value, or a few of one kind; the calculation is what becomes of a series: <c>lastNotNull</c>, <c>max</c> …</summary>
    public static Panel Figure(string title, string description, string unit, string calculation, params Target[] targets) => new("stat", title, description, unit)
    {
        Width = 4,
        Height = 4,
        Targets = targets,
        Options = new JsonObject
        {
            ["reduceOptions"] = new JsonObject { ["calcs"] = new JsonArray(calculation), ["fields"] = "", ["values"] = false },
            ["colorMode"] = "value",
            ["graphMode"] = "none",
            ["justifyMode"] = "auto",
            ["orientation"] = "auto",
            ["textMode"] = "auto",
            ["wideLayout"] = true,
        },
        Defaults = new JsonObject { ["color"] = ByThreshold(), ["thresholds"] = Steps((null, "text")) },
    };

    /// <summary>Rows.</summary>
    public static Panel Table(string title, string description, string unit, params Target[] targets) => new("table", title, description, unit)
    {
        Width = 24,
        Targets = [.. targets.Select(target => target with { IsTable = true })],
        Options = new JsonObject
        {
            ["showHeader"] = true,
            ["cellHeight"] = "sm",
            ["footer"] = new JsonObject { ["show"] = false, ["reducer"] = new JsonArray("sum"), ["countRows"] = false, ["fields"] = "" },
        },
        Custom = new JsonObject { ["align"] = "auto", ["cellOptions"] = new JsonObject { ["type"] = "auto" }, ["inspect"] = false },
    };

    /// <summary>The heat map of response times: a row for each fixed bucket, coloured by the number of requests.</summary>
    public static Panel HeatMap(string title, string description, params Target[] targets) => new("heatmap", title, description, "short")
    {
        Targets = targets,
        Options = new JsonObject
        {
            ["calculate"] = false,
            ["cellGap"] = 1,
            ["cellValues"] = new JsonObject { ["unit"] = "short" },
            ["color"] = new JsonObject { ["mode"] = "scheme", ["scheme"] = "Oranges", ["fill"] = "dark-orange", ["exponent"] = 0.5, ["steps"] = 64, ["reverse"] = false },
            ["exemplars"] = new JsonObject { ["color"] = "rgba(255,0,255,0.7)" },
            ["filterValues"] = new JsonObject { ["le"] = 1e-9 },
            ["legend"] = new JsonObject { ["show"] = true },
            ["rowsFrame"] = new JsonObject { ["layout"] = "le", ["value"] = "requests" },
            ["showValue"] = "never",
            ["tooltip"] = new JsonObject { ["mode"] = "single", ["yHistogram"] = false },
            ["yAxis"] = new JsonObject { ["axisPlacement"] = "left", ["unit"] = "ms", ["reverse"] = false },
        },
        Custom = new JsonObject { ["hideFrom"] = Hidden(false), ["scaleDistribution"] = new JsonObject { ["type"] = "linear" } },
    };

    /// <summary>What differs for one field.</summary>
    public static JsonObject Override(string field, params (string Id, JsonNode Value)[] properties) => new()
    {
        ["matcher"] = new JsonObject { ["id"] = "byName", ["options"] = field },
        ["properties"] = new JsonArray([.. properties.Select(property => new JsonObject { ["id"] = property.Id, ["value"] = property.Value })]),
    };

    /// <summary>One colour for one field.</summary>
    public static JsonObject Coloured(string field, string colour) =>
        Override(field, ("color", new JsonObject { ["mode"] = "fixed", ["fixedColor"] = colour }));

    /// <summary>Colours by value; the first step has no lower bound.</summary>
    public static JsonObject Steps(params (double? From, string Colour)[] steps) => new()
    {
        ["mode"] = "absolute",
        ["steps"] = new JsonArray([.. steps.Select(step => new JsonObject { ["color"] = step.Colour, ["value"] = step.From })]),
    };

    /// <summary>That a value has the colour of its step.</summary>
    public static JsonObject ByThreshold() => new() { ["mode"] = "thresholds" };

    /// <summary>That a value is shown as a word.</summary>
    public static JsonObject Words(params (string Value, string Text, string Colour)[] words)
    {
        var options = new JsonObject();
        foreach (var (index, (value, text, colour)) in words.Index())
        {
            options[value] = new JsonObject { ["text"] = text, ["color"] = colour, ["index"] = index };
        }

        return new JsonObject { ["type"] = "value", ["options"] = options };
    }

    /// <summary>That values of a range are shown as a word.</summary>
    public static JsonObject Range(double? from, double? to, string text, string colour, int index) => new()
    {
        ["type"] = "range",
        ["options"] = new JsonObject { ["from"] = from, ["to"] = to, ["result"] = new JsonObject { ["text"] = text, ["color"] = colour, ["index"] = index } },
    };

    /// <summary>A way from a value to another page.</summary>
    public static JsonArray Links(params (string Title, string Url)[] links) =>
        new([.. links.Select(link => new JsonObject { ["title"] = link.Title, ["url"] = link.Url, ["targetBlank"] = false })]);

    /// <summary>A transformation.</summary>
    public static JsonObject Transform(string id, JsonObject options) => new() { ["id"] = id, ["options"] = options };

    /// <summary>Which columns there are and in what order; those that are not named stand behind these.</summary>
    /// <param name="columns">In their order: the column, and what it is called.</param>
    /// <param name="excluded">The columns that are left out.</param>
    public static JsonObject Organize(IReadOnlyList<(string Column, string Name)> columns, params string[] excluded) => Transform("organize", new JsonObject
    {
        ["excludeByName"] = new JsonObject(excluded.Select(column => KeyValuePair.Create(column, (JsonNode?)true))),
        ["includeByName"] = new JsonObject(),
        ["indexByName"] = new JsonObject(columns.Index().Select(pair => KeyValuePair.Create(pair.Item.Column, (JsonNode?)pair.Index))),
        ["renameByName"] = new JsonObject(columns.Where(pair => pair.Column != pair.Name).Select(pair => KeyValuePair.Create(pair.Column, (JsonNode?)pair.Name))),
    });

    /// <summary>A new column of two others.</summary>
    public static JsonObject Calculate(string alias, string left, string @operator, string right) => Transform("calculateField", new JsonObject
    {
        ["mode"] = "binary",
        ["alias"] = alias,
        ["binary"] = new JsonObject { ["left"] = left, ["operator"] = @operator, ["right"] = right },
        ["replaceFields"] = false,
    });

    /// <summary>That only these columns stay, those of them that are there.</summary>
    public static JsonObject Only(params string[] columns) => Transform("filterFieldsByName", new JsonObject
    {
        ["include"] = new JsonObject { ["names"] = new JsonArray([.. columns.Select(column => JsonValue.Create(column))]) },
    });

    /// <summary>Queries as a list, of which some are two forms of one.</summary>
    public static Target[] All(params Target[][] targets) => [.. targets.SelectMany(one => one)];

    private static JsonObject ChartOptions() => new()
    {
        ["legend"] = new JsonObject { ["displayMode"] = "list", ["placement"] = "bottom", ["showLegend"] = true, ["calcs"] = new JsonArray() },
        ["tooltip"] = new JsonObject { ["mode"] = "multi", ["sort"] = "none" },
    };

    private static JsonObject Lines(bool spanNulls = false) => new()
    {
        ["drawStyle"] = "line",
        ["lineInterpolation"] = "linear",
        ["lineWidth"] = 1,
        ["fillOpacity"] = 10,
        ["showPoints"] = "auto",
        ["pointSize"] = 4,
        ["spanNulls"] = spanNulls,
        ["axisPlacement"] = "auto",
        ["axisLabel"] = "",
        ["scaleDistribution"] = new JsonObject { ["type"] = "linear" },
        ["stacking"] = new JsonObject { ["mode"] = "none", ["group"] = "A" },
        ["thresholdsStyle"] = new JsonObject { ["mode"] = "off" },
        ["hideFrom"] = Hidden(false),
    };

    private static JsonObject Hidden(bool isHidden) => new() { ["legend"] = isHidden, ["tooltip"] = isHidden, ["viz"] = isHidden };
}
