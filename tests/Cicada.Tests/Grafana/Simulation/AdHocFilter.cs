using System.Text.RegularExpressions;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A condition somebody adds to all queries of a board.</summary>
internal sealed partial record AdHocFilter(string Key, string Operator, string Value)
{
    /// <summary>Puts filters into a raw query: behind its first WHERE that is not inside quotes, or at its end.</summary>
    public static string Splice(string query, IReadOnlyList<AdHocFilter> filters)
    {
        if (filters.Count == 0)
        {
            return query;
        }

        var conditions = string.Join(" AND ", filters);
        foreach (Match where in Where().Matches(query))
        {
            if (!IsInsideQuotes(query, where.Index))
            {
                var end = where.Index + where.Length;
                return $"{query[..end]} {conditions} AND{query[end..]}";
            }
        }

        return $"{query} WHERE {conditions}";
    }

    public override string ToString() => Operator is "=~" or "!~" ? $"\"{Key}\" {Operator} {Value}" : $"\"{Key}\" {Operator} '{Escaped(Value)}'";

    // Either kind of quote opens and closes; that is how the plugin counts.
    private static bool IsInsideQuotes(string query, int place)
    {
        var isInside = false;
        for (var i = 0; i < place; i++)
        {
            if (query[i] is '"' or '\'' && (i == 0 || query[i - 1] != '\\'))
            {
                isInside = !isInside;
            }
        }

        return isInside;
    }

    private static string Escaped(string value) => value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal);

    [GeneratedRegex("WHERE", RegexOptions.IgnoreCase)]
    private static partial Regex Where();
}
