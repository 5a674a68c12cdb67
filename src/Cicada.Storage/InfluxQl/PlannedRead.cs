namespace Cicada.Storage.InfluxQl;

/// <summary>How a request is read.</summary>
/// <param name="Series">How many series it concerns.</param>
/// <param name="Sql">What DuckDB is asked, its parameters left open; null where there is nothing to ask.</param>
internal sealed record PlannedRead(int Series, string? Sql);
