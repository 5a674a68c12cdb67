using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Says in lines what a prepared query does.</summary>
internal static class QueryPlan
{
    public static IReadOnlyList<string> Of(PreparedSelect select) => [.. select.Fields.Select(field => $"EXPRESSION: {field.Value}")];
}
