using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>A query that is run again and again, each time over the intervals that have come to their end since.</summary>
/// <param name="Database">The database it belongs to.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Text">How it was created.</param>
/// <param name="LastRun">The time the last run was for, in nanoseconds since the Unix epoch, or null.</param>
internal sealed record ContinuousQuery(string Database, string Name, string Text, long? LastRun)
{
    /// <summary>What it says; null where that is no statement any more, which somebody else must have written.</summary>
    public Statement.CreateContinuousQuery? Statement { get; } = Parse(Text);

    private static Statement.CreateContinuousQuery? Parse(string text)
    {
        try
        {
            return QueryParser.Parse(text) is [Influx.Queries.Statement.CreateContinuousQuery create] ? create : null;
        }
        catch (QuerySyntaxException)
        {
            return null;
        }
    }
}
