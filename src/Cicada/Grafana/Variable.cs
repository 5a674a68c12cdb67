using System.Text.Json.Nodes;

namespace Cicada.Grafana;

/// <summary>The variables of boards.</summary>
internal static class Variable
{
    private const int OnTimeRangeChange = 2; // which is at each refresh of a board that follows the clock: new runs appear by themselves
    private const int HideLabelAndValue = 2;
    private const int NewestFirst = 2;
    private const int Alphabetically = 1;

    /// <summary>The data source.</summary>
    public static JsonObject DataSource() => new()
    {
        ["type"] = "datasource",
        ["name"] = "DS",
        ["label"] = "Data source",
        ["description"] = "An InfluxDB data source in InfluxQL mode: of Cicada itself, or of the InfluxDB it sends to.",
        ["query"] = "influxdb",
        ["regex"] = "",
        ["refresh"] = 1,
        ["multi"] = false,
        ["includeAll"] = false,
        ["hide"] = 0,
    };

    /// <summary>A text to be typed.</summary>
    public static JsonObject Text(string name, string label, string description, string value) => new()
    {
        ["type"] = "textbox",
        ["name"] = name,
        ["label"] = label,
        ["description"] = description,
        ["query"] = value,
        ["current"] = new JsonObject { ["text"] = value, ["value"] = value, ["selected"] = true },
        ["options"] = new JsonArray(new JsonObject { ["text"] = value, ["value"] = value, ["selected"] = true }),
        ["hide"] = 0,
    };

    /// <summary>One of some values.</summary>
    public static JsonObject Choice(string name, string label, string description, params string[] values) => new()
    {
        ["type"] = "custom",
        ["name"] = name,
        ["label"] = label,
        ["description"] = description,
        ["query"] = string.Join(',', values),
        ["current"] = new JsonObject { ["text"] = values[0], ["value"] = values[0], ["selected"] = true },
        ["options"] = new JsonArray([.. values.Select(value => new JsonObject { ["text"] = value, ["value"] = value, ["selected"] = value == values[0] })]),
        ["multi"] = false,
        ["includeAll"] = false,
        ["hide"] = 0,
    };

    /// <summary>The values of a tag, from which one or several can be taken.</summary>
    public static JsonObject Several(string name, string label, string description, string query) => Query(name, label, description, query, Alphabetically, isSeveral: true);

    /// <summary>Runs, the newest first, of which one is taken.</summary>
    public static JsonObject Run(string name, string label, string description, string query) => Query(name, label, description, query, NewestFirst, isSeveral: false);

    /// <summary>What nobody chooses: it follows from other variables.</summary>
    public static JsonObject Hidden(string name, string description, string query)
    {
        var variable = Query(name, name, description, query, 0, isSeveral: false);
        variable["hide"] = HideLabelAndValue;
        variable["skipUrlSync"] = true;
        return variable;
    }

    /// <summary>The statement that lists the values of a tag.</summary>
    public static string Values(string measurement, string tag, string condition = "") =>
        $"SHOW TAG VALUES FROM {RequestQueries.Measurement(measurement)} WITH KEY = \"{tag}\"{(condition.Length == 0 ? "" : $" WHERE {condition}")}";

    private static JsonObject Query(string name, string label, string description, string query, int sort, bool isSeveral)
    {
        var variable = new JsonObject
        {
            ["type"] = "query",
            ["name"] = name,
            ["label"] = label,
            ["description"] = description,
            ["datasource"] = Panel.DataSource(),
            ["query"] = query,
            ["definition"] = query,
            ["regex"] = "",
            ["refresh"] = OnTimeRangeChange,
            ["sort"] = sort,
            ["multi"] = isSeveral,
            ["includeAll"] = isSeveral,
            ["hide"] = 0,
        };
        if (isSeveral)
        {
            variable["allValue"] = ".*";
            variable["current"] = new JsonObject { ["text"] = new JsonArray("All"), ["value"] = new JsonArray("$__all"), ["selected"] = true };
        }

        return variable;
    }
}
