using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Users and what they may do.</summary>
internal static class UserStatements
{
    private static readonly string[] UserColumns = ["user", "admin"];
    private static readonly string[] GrantColumns = ["database", "privilege"];

    /// <param name="statement">The statement.</param>
    /// <param name="users">The users.</param>
    /// <param name="keepsAdmin">Whether somebody has to be left who may do everything, since nobody is answered any more where there is none.</param>
    public static IEnumerable<ResultRows> Answer(Statement statement, InfluxUsers users, bool keepsAdmin) => statement switch
    {
        Statement.CreateUser create => After(() => users.Create(create.Name, create.Password, create.IsAdmin)),
        Statement.DropUser drop => After(() => users.Drop(drop.Name, keepsAdmin)),
        Statement.SetPassword set => After(() => users.SetPassword(set.User, set.Password)),
        Statement.Grant grant => After(() => users.SetPrivilege(grant.User, grant.Database, _ => grant.Privilege)),
        Statement.GrantAdmin grant => After(() => users.MakeAdmin(grant.User)),
        Statement.Revoke revoke => After(() => users.SetPrivilege(revoke.User, revoke.Database, before => Without(before, revoke.Privilege))),
        Statement.RevokeAdmin revoke => After(() => users.UnmakeAdmin(revoke.User, keepsAdmin)),
        Statement.ShowGrants show => AnswerRows.When(() => Grants(users, show.User)),
        _ => AnswerRows.When(() => AnswerRows.One(null, UserColumns, [.. users.All.Select(user => new[] { QueryValue.OfString(user.Name), QueryValue.OfBoolean(user.IsAdmin) })])),
    };

    /// <summary>What is left of a privilege when another is taken away.</summary>
    internal static QueryPrivilege Without(QueryPrivilege privilege, QueryPrivilege taken) => (privilege, taken) switch
    {
        (_, QueryPrivilege.All) => QueryPrivilege.None,
        (QueryPrivilege.All, QueryPrivilege.Read) => QueryPrivilege.Write,
        (QueryPrivilege.All, QueryPrivilege.Write) => QueryPrivilege.Read,
        _ => privilege == taken ? QueryPrivilege.None : privilege,
    };

    private static IReadOnlyList<ResultRows> Grants(InfluxUsers users, string name)
    {
        var user = users.Find(name) ?? throw new QueryFailedException("user not found");
        return AnswerRows.One(null, GrantColumns,
        [
            .. user.Privileges.OrderBy(grant => grant.Key, StringComparer.Ordinal)
                .Select(grant => new[] { QueryValue.OfString(grant.Key), QueryValue.OfString(StatementText.Of(grant.Value)) }),
        ]);
    }

    private static IEnumerable<ResultRows> After(Func<string?> change) => AnswerRows.After(() =>
    {
        if (change() is { } problem)
        {
            throw new QueryFailedException(problem);
        }
    });
}
