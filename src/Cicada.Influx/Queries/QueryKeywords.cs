using System.Collections.Frozen;

namespace Cicada.Influx.Queries;

/// <summary>The words InfluxQL keeps for itself. A name that is one of them has to stand in double quotes.</summary>
internal static class QueryKeywords
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "ALL", "ALTER", "ANALYZE", "AND", "ANY", "AS", "ASC", "BEGIN", "BY", "CARDINALITY", "CONTINUOUS", "CREATE", "DATABASE", "DATABASES", "DEFAULT",
        "DELETE", "DESC", "DESTINATIONS", "DIAGNOSTICS", "DISTINCT", "DROP", "DURATION", "END", "EVERY", "EXACT", "EXPLAIN", "FALSE", "FIELD", "FOR", "FROM",
        "GRANT", "GRANTS", "GROUP", "GROUPS", "IN", "INF", "INSERT", "INTO", "KEY", "KEYS", "KILL", "LIMIT", "MEASUREMENT", "MEASUREMENTS", "NAME", "OFFSET",
        "ON", "OR", "ORDER", "PASSWORD", "POLICIES", "POLICY", "PRIVILEGES", "QUERIES", "QUERY", "READ", "REPLICATION", "RESAMPLE", "RETENTION", "REVOKE",
        "SELECT", "SERIES", "SET", "SHARD", "SHARDS", "SHOW", "SLIMIT", "SOFFSET", "STATS", "SUBSCRIPTION", "SUBSCRIPTIONS", "TAG", "TO", "TRUE", "USER",
        "USERS", "VALUES", "WHERE", "WITH", "WRITE",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The word in capitals, or null where it is none.</summary>
    public static string? Find(ReadOnlySpan<char> word) =>
        Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var keyword) ? keyword : null;
}
