namespace Cicada.Influx.Queries;

/// <summary>A place in the text of a query, counted from 0.</summary>
internal readonly record struct QueryPosition(int Line, int Character)
{
    /// <summary>As InfluxDB says it: counted from 1.</summary>
    public override string ToString() => $"line {Line + 1}, char {Character + 1}";
}
