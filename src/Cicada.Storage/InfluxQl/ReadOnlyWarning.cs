using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Warns of statements that change something though they came by a request that should not.</summary>
internal static class ReadOnlyWarning
{
    /// <summary>The warnings a statement gets.</summary>
    public static IReadOnlyList<string> Of(Statement statement, StatementDefaults defaults, InfluxQuery query) =>
        query.IsFromGet && Changes(statement)
            ? [$"deprecated use of '{StatementText.Of(Filled(statement, defaults))}' in a read only context, please use a POST request instead"]
            : [];

    /// <summary>Whether InfluxDB says of a statement that it changes something. It says nothing of DELETE.</summary>
    public static bool Changes(Statement statement) => statement is Statement.Select { Into: not null }
        or Statement.DropSeries or Statement.DropMeasurement or Statement.DropShard
        or Statement.CreateDatabase or Statement.DropDatabase or Statement.CreateRetentionPolicy or Statement.AlterRetentionPolicy or Statement.DropRetentionPolicy
        or Statement.CreateContinuousQuery or Statement.DropContinuousQuery or Statement.CreateSubscription or Statement.DropSubscription
        or Statement.CreateUser or Statement.DropUser or Statement.SetPassword or Statement.Grant or Statement.GrantAdmin or Statement.Revoke or Statement.RevokeAdmin
        or Statement.KillQuery;

    private static Statement Filled(Statement statement, StatementDefaults defaults)
    {
        try
        {
            return statement switch
            {
                Statement.Select select => defaults.Fill(select),
                Statement.CreateContinuousQuery create => create with { Query = defaults.Fill(create.Query) },
                _ => statement,
            };
        }
        catch (QueryFailedException)
        {
            // It will fail, and then nobody is warned.
            return statement;
        }
    }
}
