using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>Who may do what: the tables of users and privileges, held in memory since every request asks. Safe to use from several threads.</summary>
internal sealed class InfluxUsers
{
    // One change after the other, so that memory never says what the file said before.
    private readonly Lock _changing = new();

    private readonly Store _store;
    private readonly IPasswordHash _passwords;
    private volatile IReadOnlyList<InfluxUser> _users;

    public InfluxUsers(Store store, IPasswordHash passwords)
    {
        (_store, _passwords) = (store, passwords);
        _users = store.ReadFile(Read);
    }

    /// <summary>All users, in the order they were created.</summary>
    public IReadOnlyList<InfluxUser> All => _users;

    public InfluxUser? Find(string name) => _users.FirstOrDefault(user => user.Name == name);

    /// <summary>Creates a user. The same one again is no change.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Create(string name, string password, bool isAdmin)
    {
        if (name.Length == 0)
        {
            return "username required";
        }

        if (Find(name) is { } existing)
        {
            return existing.IsAdmin == isAdmin && _passwords.Verify(existing.PasswordHash, password) ? null : "user already exists";
        }

        // Slow on purpose, so not while everybody waits.
        var hash = _passwords.Of(password);
        return Change(file => Find(name) is not null
            ? "user already exists"
            : Done(() => file.Execute("INSERT INTO catalogue.users VALUES ($1, $2, $3)", name, hash, isAdmin)));
    }

    /// <param name="name">The user.</param>
    /// <param name="keepsAdmin">Whether the last one who may do everything stays.</param>
    public string? Drop(string name, bool keepsAdmin) => Change(file => ProblemWithout(name, keepsAdmin) ?? Done(() =>
    {
        file.Execute("DELETE FROM catalogue.users WHERE name = $1", name);
        file.Execute("DELETE FROM catalogue.privileges WHERE user_name = $1", name);
    }));

    public string? SetPassword(string name, string password)
    {
        if (Find(name) is null)
        {
            return NotFound;
        }

        var hash = _passwords.Of(password);
        return Change(file => Find(name) is null ? NotFound : Done(() => file.Execute("UPDATE catalogue.users SET password_hash = $2 WHERE name = $1", name, hash)));
    }

    public string? MakeAdmin(string name) => Change(file => Find(name) is null ? NotFound : SetAdmin(file, name, isAdmin: true));

    /// <param name="name">The user.</param>
    /// <param name="keepsAdmin">Whether the last one who may do everything stays so.</param>
    public string? UnmakeAdmin(string name, bool keepsAdmin) => Change(file => ProblemWithout(name, keepsAdmin) ?? SetAdmin(file, name, isAdmin: false));

    /// <summary>Says anew what a user may do with a database.</summary>
    /// <param name="name">The user.</param>
    /// <param name="database">The database.</param>
    /// <param name="privilegeAfter">What the user may do then, from what he may do now.</param>
    public string? SetPrivilege(string name, string database, Func<QueryPrivilege, QueryPrivilege> privilegeAfter) => Change(file =>
    {
        if (Find(name) is not { } user)
        {
            return NotFound;
        }

        if (file.Catalogue.FindDatabase(database) is null)
        {
            return $"database not found: {database}";
        }

        var privilege = privilegeAfter(user.Privileges.GetValueOrDefault(database, QueryPrivilege.None));
        file.Execute("DELETE FROM catalogue.privileges WHERE user_name = $1 AND database = $2", name, database);
        file.Execute("INSERT INTO catalogue.privileges VALUES ($1, $2, $3)", name, database, privilege.ToString());
        return null;
    });

    /// <summary>Reads the tables anew, after a change that did not come by here.</summary>
    public void Refresh() => _store.ReadFile(file => _users = Read(file));

    private const string NotFound = "user not found";

    private static string? Done(Action change)
    {
        change();
        return null;
    }

    private static string? SetAdmin(StoreFile file, string name, bool isAdmin) =>
        Done(() => file.Execute("UPDATE catalogue.users SET is_admin = $2 WHERE name = $1", name, isAdmin));

    private string? ProblemWithout(string name, bool keepsAdmin)
    {
        if (Find(name) is not { } user)
        {
            return NotFound;
        }

        return keepsAdmin && user.IsAdmin && _users.Count(other => other.IsAdmin) == 1
            ? $"'{name}' is the only user who may do everything, and without one nobody could be given rights any more; GRANT ALL PRIVILEGES to another one first"
            : null;
    }

    private string? Change(Func<StoreFile, string?> change)
    {
        lock (_changing)
        {
            var problem = _store.ChangeFile(change);
            Refresh();
            return problem;
        }
    }

    private static IReadOnlyList<InfluxUser> Read(StoreFile file)
    {
        var privileges = file.Query("SELECT user_name, database, privilege FROM catalogue.privileges").ToLookup(row => (string)row[0]!);
        return
        [
            .. file.Query("SELECT name, password_hash, is_admin FROM catalogue.users ORDER BY rowid").ToList().Select(row => new InfluxUser(
                (string)row[0]!, (string)row[1]!, (bool)row[2]!,
                privileges[(string)row[0]!].ToDictionary(grant => (string)grant[1]!, grant => Enum.Parse<QueryPrivilege>((string)grant[2]!), StringComparer.Ordinal))),
        ];
    }
}
