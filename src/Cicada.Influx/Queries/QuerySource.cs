namespace Cicada.Influx.Queries;

/// <summary>What a query takes points from.</summary>
internal abstract record QuerySource
{
    /// <summary>
    /// A measurement, or all whose names match a pattern. Database and retention policy are empty where the ones in use are meant.
    /// </summary>
    /// <param name="Database">The database.</param>
    /// <param name="RetentionPolicy">The retention policy.</param>
    /// <param name="Name">The measurement; empty for a pattern, and in INTO for the measurement the points come from.</param>
    /// <param name="Pattern">The pattern, in RE2's language, or null.</param>
    public sealed record Measurement(string Database, string RetentionPolicy, string Name, string? Pattern = null) : QuerySource;

    /// <summary>A query in parentheses.</summary>
    public sealed record Subquery(Statement.Select Query) : QuerySource;

    /// <summary>The source as InfluxQL.</summary>
    public sealed override string ToString() => QueryText.Of(this);
}
