namespace Cicada.Influx.Queries;

/// <summary>A query cannot be understood. Its message is the one InfluxDB has for it, without its beginning "error parsing query: ".</summary>
internal sealed class QuerySyntaxException : Exception
{
    public QuerySyntaxException(string message)
        : base(message)
    {
    }

    public QuerySyntaxException(string message, QueryPosition position)
        : base($"{message} at {position}")
    {
    }

    public QuerySyntaxException(QueryToken found, params ReadOnlySpan<string> expected)
        : this($"found {found.Shown}, expected {string.Join(", ", expected)}", found.Position)
    {
    }
}
