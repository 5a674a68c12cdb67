using System.Globalization;
using System.Text;

namespace Cicada.Influx.Queries;

/// <summary>Writes statements as InfluxQL, in the form InfluxDB itself gives them: in warnings, refusals and lists. Passwords are left out.</summary>
internal static partial class StatementText
{
    private const string Hidden = "[REDACTED]";

    public static string Of(Statement statement) => statement switch
    {
        Statement.Select select => QueryText.Of(select),
        Statement.Explain explain => $"EXPLAIN {(explain.Analyze ? "ANALYZE " : "")}{QueryText.Of(explain.Query)}",
        Statement.Delete delete => "DELETE" + From(delete.Sources) + Where(delete.Where),
        Statement.DropSeries drop => "DROP SERIES" + From(drop.Sources) + Where(drop.Where),
        Statement.DropMeasurement drop => "DROP MEASUREMENT " + Name(drop.Name),
        Statement.DropShard drop => "DROP SHARD " + Number(drop.Id),
        Statement.CreateDatabase create => "CREATE DATABASE " + Name(create.Name) + With(create),
        Statement.DropDatabase drop => "DROP DATABASE " + Name(drop.Name),
        Statement.CreateRetentionPolicy create => $"CREATE RETENTION POLICY {Name(create.Name)} ON {Name(create.Database)}" + Options(create.Options, Created(create.Options.ShardDuration)),
        Statement.AlterRetentionPolicy alter => $"ALTER RETENTION POLICY {Name(alter.Name)} ON {Name(alter.Database)}" + Options(alter.Options, alter.Options.ShardDuration),
        Statement.DropRetentionPolicy drop => $"DROP RETENTION POLICY {Name(drop.Name)} ON {Name(drop.Database)}",
        Statement.CreateContinuousQuery create => Of(create),
        Statement.DropContinuousQuery drop => $"DROP CONTINUOUS QUERY {Name(drop.Name)} ON {Name(drop.Database)}",
        Statement.CreateSubscription create =>
            $"CREATE SUBSCRIPTION {Name(create.Name)} ON {Name(create.Database)}.{Name(create.RetentionPolicy)} DESTINATIONS {create.Mode} "
            + string.Join(", ", create.Destinations.Select(QueryText.OfString)),
        Statement.DropSubscription drop => $"DROP SUBSCRIPTION {Name(drop.Name)} ON {Name(drop.Database)}.{Name(drop.RetentionPolicy)}",
        Statement.CreateUser create => $"CREATE USER {Name(create.Name)} WITH PASSWORD {Hidden}{(create.IsAdmin ? " WITH ALL PRIVILEGES" : "")}",
        Statement.DropUser drop => "DROP USER " + Name(drop.Name),
        Statement.SetPassword set => $"SET PASSWORD FOR {Name(set.User)} = {Hidden}",
        Statement.Grant grant => $"GRANT {Of(grant.Privilege)} ON {Name(grant.Database)} TO {Name(grant.User)}",
        Statement.GrantAdmin grant => "GRANT ALL PRIVILEGES TO " + Name(grant.User),
        Statement.Revoke revoke => $"REVOKE {Of(revoke.Privilege)} ON {Name(revoke.Database)} FROM {Name(revoke.User)}",
        Statement.RevokeAdmin revoke => "REVOKE ALL PRIVILEGES FROM " + Name(revoke.User),
        Statement.KillQuery kill => "KILL QUERY " + Number(kill.Id) + On(kill.Host),
        _ => OfShow(statement),
    };

    public static string Of(QueryPrivilege privilege) => privilege switch
    {
        QueryPrivilege.Read => "READ",
        QueryPrivilege.Write => "WRITE",
        QueryPrivilege.All => "ALL PRIVILEGES",
        _ => "NO PRIVILEGES",
    };

    /// <summary>All statements of a query.</summary>
    public static string Of(IEnumerable<Statement> statements) => string.Join(";\n", statements.Select(Of));

    private static string Of(Statement.CreateContinuousQuery create)
    {
        var text = new StringBuilder($"CREATE CONTINUOUS QUERY {Name(create.Name)} ON {Name(create.Database)} ");
        if (create.Every > 0 || create.For > 0)
        {
            text.Append("RESAMPLE ");
            text.Append(create.Every > 0 ? $"EVERY {QueryText.OfDuration(create.Every)} " : "");
            text.Append(create.For > 0 ? $"FOR {QueryText.OfDuration(create.For)} " : "");
        }

        return text.Append("BEGIN ").Append(QueryText.Of(create.Query)).Append(" END").ToString();
    }

    // Here durations are written in the other way InfluxDB has.
    private static string With(Statement.CreateDatabase create)
    {
        if (create.Policy is not { } policy)
        {
            return "";
        }

        return " WITH"
            + (policy.Duration is { } duration ? " DURATION " + GoDuration.Of(duration) : "")
            + (policy.Replication is { } replication ? " REPLICATION " + Number(replication) : "")
            + (policy.ShardDuration is { } shard and > 0 ? " SHARD DURATION " + GoDuration.Of(shard) : "")
            + (create.PolicyName.Length > 0 ? " NAME " + Name(create.PolicyName) : "");
    }

    private static string Options(PolicyOptions options, long? shardDuration) =>
        (options.Duration is { } duration ? " DURATION " + QueryText.OfDuration(duration) : "")
        + (options.Replication is { } replication ? " REPLICATION " + Number(replication) : "")
        + (shardDuration is { } shard ? " SHARD DURATION " + QueryText.OfDuration(shard) : "")
        + (options.IsDefault ? " DEFAULT" : "");

    private static long? Created(long? shardDuration) => shardDuration is > 0 ? shardDuration : null;

    private static string From(IReadOnlyList<QuerySource> sources) => sources.Count == 0 ? "" : " FROM " + string.Join(", ", sources.Select(QueryText.Of));

    private static string Where(Expression? condition) => condition is null ? "" : " WHERE " + QueryText.Of(condition);

    private static string On(string name) => name.Length == 0 ? "" : " ON " + Name(name);

    private static string Name(string name) => QueryText.OfName(name);

    private static string Number<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
}
