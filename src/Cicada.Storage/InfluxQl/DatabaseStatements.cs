using System.Globalization;
using System.Text;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Databases and their retention policies.</summary>
internal static class DatabaseStatements
{
    private const string InvalidName = "invalid name";
    private static readonly string[] PolicyColumns = ["name", "duration", "shardGroupDuration", "replicaN", "default"];

    public static IEnumerable<ResultRows> Answer(Statement statement, StatementContext context) => statement switch
    {
        Statement.CreateDatabase create => After(() => Create(create, context)),
        Statement.DropDatabase drop => After(() => Drop(drop.Name, context)),
        Statement.CreateRetentionPolicy create => After(() => Create(create, context)),
        Statement.AlterRetentionPolicy alter => After(() => Alter(alter, context)),
        Statement.DropRetentionPolicy drop => After(() => Drop(drop, context)),
        Statement.ShowRetentionPolicies show => AnswerRows.When(() => Policies(show, context)),
        _ => AnswerRows.When(() => Databases(context)),
    };

    private static string? Create(Statement.CreateDatabase create, StatementContext context)
    {
        if (!IsName(create.Name) || (create.PolicyName.Length > 0 && !IsName(create.PolicyName)))
        {
            return InvalidName;
        }

        if (create.Policy?.Duration is { } nanoseconds and > 0 && nanoseconds < RetentionPolicy.Shortest.Ticks * 100)
        {
            return PolicyRules.TooShort;
        }

        return context.Store.ChangeFile(file =>
        {
            if (file.Catalogue.FindDatabase(create.Name) is { } existing)
            {
                return create.Policy is null || PolicyRules.IsAsWanted(existing.Find(null)?.Policy, create.PolicyName, create.Policy) ? null : PolicyRules.Conflict;
            }

            var policy = PolicyRules.Of(create.PolicyName.Length > 0 ? create.PolicyName : RetentionPolicy.DefaultName, create.Policy ?? new());
            return PolicyRules.ProblemOf(policy) ?? Done(() => file.Catalogue.CreateDatabase(create.Name, policy));
        });
    }

    private static string? Create(Statement.CreateRetentionPolicy create, StatementContext context)
    {
        if (!IsName(create.Name))
        {
            return InvalidName;
        }

        var policy = PolicyRules.Of(create.Name, create.Options);
        return context.Store.ChangeFile(file =>
            policy.Duration < RetentionPolicy.Shortest ? PolicyRules.TooShort
            : PolicyRules.ProblemOf(policy) is { } problem ? problem
            : file.Catalogue.FindDatabase(create.Database) is not { } owner ? NoDatabase(create.Database)
            : owner.Find(create.Name) is { } existing ? PolicyRules.DifferenceOf(policy, existing.Policy)
            : Done(() => file.Catalogue.CreatePolicy(create.Database, policy)));
    }

    private static string? Alter(Statement.AlterRetentionPolicy alter, StatementContext context)
    {
        var problem = context.Store.ChangeFile(file =>
        {
            if (file.Catalogue.FindDatabase(alter.Database) is not { } owner)
            {
                return NoDatabase(alter.Database);
            }

            if (owner.Find(alter.Name) is not { } existing)
            {
                return NoPolicy(alter.Name);
            }

            var (changed, wrong) = PolicyRules.Alter(existing.Policy, alter.Options);
            return wrong ?? Done(() => file.Catalogue.AlterPolicy(alter.Database, changed!));
        });
        context.Store.HurryRetention();
        return problem;
    }

    private static string? Drop(string name, StatementContext context)
    {
        if (context.Store.DropDatabase(name))
        {
            context.Users.Refresh();
            context.Continuous.Refresh();
        }

        return null;
    }

    private static string? Drop(Statement.DropRetentionPolicy drop, StatementContext context) => context.Store.ChangeFile(file =>
        file.Catalogue.FindDatabase(drop.Database) is null ? null : Done(() => file.Catalogue.DropPolicy(drop.Database, drop.Name)));

    private static IReadOnlyList<ResultRows> Databases(StatementContext context)
    {
        return AnswerRows.One("databases", ["name"], AnswerRows.Texts(context.Store.Databases.Where(name =>
            QueryAuthorization.MaySee(context.Query, name, QueryPrivilege.Read, QueryPrivilege.Write))));
    }

    private static IReadOnlyList<ResultRows> Policies(Statement.ShowRetentionPolicies show, StatementContext context)
    {
        var database = context.Defaults.ExistingDatabase(show.Database);
        return AnswerRows.One(null, PolicyColumns,
        [
            .. context.Store.ReadFile(file => file.Catalogue.FindDatabase(database)?.Policies.Select(entry => entry.Policy).ToList() ?? []).Select(policy => new[]
            {
                QueryValue.OfString(policy.Name),
                QueryValue.OfString(GoDuration.Of(policy.Duration ?? TimeSpan.Zero)),
                QueryValue.OfString(GoDuration.Of(PolicyRules.GroupDuration(policy))),
                QueryValue.OfInteger(policy.Replication),
                QueryValue.OfBoolean(policy.IsDefault),
            }),
        ]);
    }

    // A folder of that name has to be possible, and what is in it has to be seen.
    private static bool IsName(string name) =>
        name is not ("" or "." or "..") && name.IndexOfAny(['/', '\\']) < 0 && !StoreNames.IsBroken(name) && name.EnumerateRunes().All(IsPrinted);

    private static bool IsPrinted(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string NoDatabase(string name) => $"database not found: {name}";

    private static string NoPolicy(string name) => $"retention policy not found: {name}";

    private static string? Done(Action change)
    {
        change();
        return null;
    }

    private static IEnumerable<ResultRows> After(Func<string?> change) => AnswerRows.After(() =>
    {
        if (change() is { } problem)
        {
            throw new QueryFailedException(problem);
        }
    });
}
