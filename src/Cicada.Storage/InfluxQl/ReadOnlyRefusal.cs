using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>Refuses what changes something where that was asked for in a way a page elsewhere could have used.</summary>
internal static class ReadOnlyRefusal
{
    /// <summary>Refuses a query of which any statement changes something, if it must not.</summary>
    /// <exception cref="QueryForbiddenException">One does.</exception>
    public static void Require(InfluxQuery query, IReadOnlyList<Statement> statements)
    {
        if (query.MustNotChange && statements.FirstOrDefault(Changes) is { } statement)
        {
            throw new QueryForbiddenException(
                $"'{StatementText.Of(statement)}' changes something, and came by GET from a browser that does not say which page it shows, so any page may have sent it. Send it by POST.");
        }
    }

    private static bool Changes(Statement statement) => ReadOnlyWarning.Changes(statement) || statement is Statement.Delete;
}
