using System.Text.RegularExpressions;
using Cicada.Influx;

namespace Cicada.Tests.Grafana;

/// <summary>Holds the names in a query of ours against what is recorded: a misspelt field is no error in InfluxQL, only an empty panel.</summary>
internal static partial class AskedColumns
{
    /// <summary>The names in double quotes that are neither a tag or field of the measurement nor made by the query itself.</summary>
    public static IEnumerable<string> Unknown(string query)
    {
        var measurement = Measurement().Match(query).Groups[1].Value;
        var schema = MeasurementSchema.Find($"cicada_{measurement}") ?? throw new InvalidOperationException($"The query is about '{measurement}', which is no measurement of a run: {query}");
        var made = Made().Matches(query).Select(match => match.Groups[1].Value);
        return Quoted().Matches(query).Select(match => match.Groups[1].Value)
            .Except(made).Except(schema.Tags).Except(schema.Fields.Select(field => field.Name)).Where(name => !name.StartsWith("${prefix}", StringComparison.Ordinal));
    }

    [GeneratedRegex("""FROM "\$\{prefix\}(\w+)" """)]
    private static partial Regex Measurement();

    [GeneratedRegex("AS \"([^\"]+)\"")]
    private static partial Regex Made();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
