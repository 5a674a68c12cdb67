using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>Says whether somebody may do what a query asks for. In the words InfluxDB has for it.</summary>
internal static class QueryAuthorization
{
    /// <summary>Refuses a query of which any statement is not allowed.</summary>
    /// <param name="query">The query and who asks.</param>
    /// <param name="statements">Its statements.</param>
    /// <param name="users">Who there is.</param>
    /// <exception cref="QueryForbiddenException">Whoever asks may not do that.</exception>
    public static void Require(InfluxQuery query, IReadOnlyList<Statement> statements, IReadOnlyList<InfluxUser> users)
    {
        if (!query.AsksForUser)
        {
            return;
        }

        if (users.Count == 0)
        {
            // The first user has to be created by somebody.
            if (statements is [Statement.CreateUser { IsAdmin: true }])
            {
                return;
            }

            throw new QueryForbiddenException("create admin user first or disable authentication");
        }

        if (query.User is not { } user)
        {
            throw new QueryForbiddenException("no user provided");
        }

        if (!user.IsAdmin)
        {
            foreach (var statement in statements)
            {
                Require(user, statement, query.Database);
            }
        }
    }

    /// <summary>Whether a user may do something with a database.</summary>
    public static bool IsAllowed(InfluxUser user, QueryPrivilege privilege, string database) =>
        user.IsAdmin || privilege == QueryPrivilege.None
        || (user.Privileges.TryGetValue(database, out var granted) && (granted == privilege || granted == QueryPrivilege.All));

    /// <summary>Whether whoever asks may see what there is of a database, by any of some privileges.</summary>
    public static bool MaySee(InfluxQuery query, string database, params ReadOnlySpan<QueryPrivilege> privileges)
    {
        if (!query.AsksForUser)
        {
            return true;
        }

        foreach (var privilege in privileges)
        {
            if (query.User is { } user && IsAllowed(user, privilege, database))
            {
                return true;
            }
        }

        return false;
    }

    private static void Require(InfluxUser user, Statement statement, string database)
    {
        foreach (var required in StatementPrivileges.Of(statement))
        {
            var name = required.Database.Length > 0 ? required.Database : database;
            if (required.IsAdmin)
            {
                throw Forbidden(user, statement, "admin privilege");
            }

            if (!IsAllowed(user, required.Privilege, name))
            {
                throw Forbidden(user, statement, $"{StatementText.Of(required.Privilege)} on {name}");
            }
        }
    }

    private static QueryForbiddenException Forbidden(InfluxUser user, Statement statement, string required) =>
        new($"{user.Name} not authorized to execute statement '{StatementText.Of(statement)}', requires {required}");
}
