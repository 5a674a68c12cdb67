namespace Cicada.Influx.Queries;

/// <content>Statements that change something.</content>
internal sealed partial class QueryParser
{
    private Statement ParseCreate()
    {
        var what = Next();
        switch (what.Kind == QueryTokenKind.Keyword ? what.Text : "")
        {
            case "CONTINUOUS":
                Expect("QUERY");
                return ParseCreateContinuousQuery();
            case "DATABASE":
                return ParseCreateDatabase();
            case "USER":
                return ParseCreateUser();
            case "RETENTION":
                Expect("POLICY");
                return ParseCreateRetentionPolicy();
            case "SUBSCRIPTION":
                return ParseCreateSubscription();
            default:
                throw new QuerySyntaxException(what, "CONTINUOUS", "DATABASE", "USER", "RETENTION", "SUBSCRIPTION");
        }
    }

    private Statement ParseDrop()
    {
        var what = Next();
        switch (what.Kind == QueryTokenKind.Keyword ? what.Text : "")
        {
            case "CONTINUOUS":
                Expect("QUERY");
                var query = Identifier();
                Expect("ON");
                return new Statement.DropContinuousQuery(query, Identifier());
            case "DATABASE":
                return new Statement.DropDatabase(Identifier());
            case "MEASUREMENT":
                return new Statement.DropMeasurement(Identifier());
            case "RETENTION":
                Expect("POLICY");
                var policy = Identifier();
                Expect("ON");
                return new Statement.DropRetentionPolicy(policy, Identifier());
            case "SERIES":
                var (seriesSources, seriesWhere) = ParseDeletedPoints();
                return new Statement.DropSeries(seriesSources, seriesWhere);
            case "SHARD":
                return new Statement.DropShard(UnsignedInteger());
            case "SUBSCRIPTION":
                var (name, database, subscribed) = ParseSubscription();
                return new Statement.DropSubscription(name, database, subscribed);
            case "USER":
                return new Statement.DropUser(Identifier());
            default:
                throw new QuerySyntaxException(what, "CONTINUOUS", "DATABASE", "MEASUREMENT", "RETENTION", "SERIES", "SHARD", "SUBSCRIPTION", "USER");
        }
    }

    private Statement.Delete ParseDelete()
    {
        var (sources, where) = ParseDeletedPoints();
        return new Statement.Delete(sources, where);
    }

    private (IReadOnlyList<QuerySource> Sources, Expression? Where) ParseDeletedPoints()
    {
        var first = Peek();
        var sources = ParseFrom();
        foreach (var source in sources.OfType<QuerySource.Measurement>())
        {
            // They concern the database in use, all of its retention policies.
            var unsupported = source.RetentionPolicy.Length > 0 ? "retention policy" : source.Database.Length > 0 ? "database" : null;
            if (unsupported is not null)
            {
                throw new QuerySyntaxException($"{unsupported} not supported", default(QueryPosition));
            }
        }

        var where = ParseWhere();
        return sources.Count > 0 || where is not null ? (sources, where) : throw new QuerySyntaxException(first, "FROM", "WHERE");
    }

    private Statement.CreateDatabase ParseCreateDatabase()
    {
        var name = Identifier();
        if (!TryTake("WITH"))
        {
            return new Statement.CreateDatabase(name, null, "");
        }

        var first = Peek();
        if (!first.IsKeyword("DURATION") && !first.IsKeyword("NAME") && !first.IsKeyword("REPLICATION") && !first.IsKeyword("SHARD"))
        {
            throw new QuerySyntaxException(first, "DURATION", "NAME", "REPLICATION", "SHARD");
        }

        var policy = new PolicyOptions();
        if (TryTake("DURATION"))
        {
            policy = policy with { Duration = Duration() };
        }

        if (TryTake("REPLICATION"))
        {
            policy = policy with { Replication = SmallInteger(1) };
        }

        if (TryTake("SHARD"))
        {
            Expect("DURATION");
            policy = policy with { ShardDuration = Duration() };
        }

        return new Statement.CreateDatabase(name, policy, TryTake("NAME") ? Identifier() : "");
    }

    private Statement.CreateRetentionPolicy ParseCreateRetentionPolicy()
    {
        var name = Identifier();
        Expect("ON");
        var database = Identifier();
        Expect("DURATION");
        var options = new PolicyOptions(Duration());
        Expect("REPLICATION");
        options = options with { Replication = SmallInteger(1) };
        if (TryTake("SHARD"))
        {
            options = options with { ShardDuration = ParseShardDuration() };
        }

        return new Statement.CreateRetentionPolicy(name, database, options with { IsDefault = TryTake("DEFAULT") });
    }

    private Statement.AlterRetentionPolicy ParseAlter()
    {
        Expect("RETENTION", "POLICY");
        var named = Next();
        var name = named.IsKeyword("DEFAULT") ? "default" : named.Kind == QueryTokenKind.Identifier ? named.Text : throw new QuerySyntaxException(named, "identifier");
        Expect("ON");
        var database = Identifier();
        var options = new PolicyOptions();
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (Peek() is { Kind: QueryTokenKind.Keyword } next && next.Text is "DURATION" or "REPLICATION" or "SHARD" or "DEFAULT")
        {
            Take(next);
            if (!found.Add(next.Text))
            {
                throw new QuerySyntaxException($"found duplicate {next.Text} option", next.Position);
            }

            options = next.Text switch
            {
                "DURATION" => options with { Duration = Duration() },
                "REPLICATION" => options with { Replication = SmallInteger(1) },
                "SHARD" => options with { ShardDuration = ParseShardDuration() },
                _ => options with { IsDefault = true },
            };
        }

        return found.Count > 0
            ? new Statement.AlterRetentionPolicy(name, database, options)
            : throw new QuerySyntaxException(Next(), "DURATION", "REPLICATION", "SHARD", "DEFAULT");
    }

    private long ParseShardDuration()
    {
        Expect("DURATION");
        return Peek() is var next && next.IsKeyword("INF") ? throw new QuerySyntaxException("invalid duration INF for shard duration", next.Position) : Duration();
    }

    private Statement.CreateContinuousQuery ParseCreateContinuousQuery()
    {
        var name = Identifier();
        Expect("ON");
        var database = Identifier();
        var (every, @for) = TryTake("RESAMPLE") ? ParseResample() : default;
        Expect("BEGIN", "SELECT");
        var query = ParseSelect(TargetRule.Required);
        var isAggregate = query.Fields.Any(field => field.Value.Walk().Any(part => part is Expression.Call));
        if (isAggregate && !query.GroupBy.Any(IsInterval))
        {
            throw new QuerySyntaxException(_last, "GROUP BY time(...)");
        }

        Expect("END");
        RequireRange(query, every, @for);
        return new Statement.CreateContinuousQuery(name, database, every, @for, query);
    }

    // What is computed again and again has to be a whole interval at least.
    private static void RequireRange(Statement.Select query, long every, long @for)
    {
        var interval = query.GroupBy.FirstOrDefault(IsInterval) is Expression.Call { Arguments: [Expression.DurationValue duration, ..] } ? duration.Nanoseconds : 0;
        var least = Math.Max(every, interval);
        if (@for > 0 && @for < least)
        {
            throw new QuerySyntaxException(
                $"FOR duration must be >= GROUP BY time duration: must be a minimum of {QueryText.OfDuration(least)}, got {QueryText.OfDuration(@for)}");
        }
    }

    private static bool IsInterval(Expression dimension) =>
        dimension is Expression.Call { Name: "time", Arguments: [Expression.DurationValue { Nanoseconds: > 0 }, ..] };

    private (long Every, long For) ParseResample()
    {
        var every = TryTake("EVERY") ? PlainDuration() : 0;
        var @for = TryTake("FOR") ? PlainDuration() : 0;
        return every > 0 || @for > 0 ? (every, @for) : throw new QuerySyntaxException(Next(), "EVERY", "FOR");
    }

    private long PlainDuration() => Peek() is { Kind: QueryTokenKind.Duration } ? Duration() : throw new QuerySyntaxException(Next(), "duration");

    private Statement.CreateUser ParseCreateUser()
    {
        var name = Identifier();
        Expect("WITH", "PASSWORD");
        var password = Text();
        if (!TryTake("WITH"))
        {
            return new Statement.CreateUser(name, password, IsAdmin: false);
        }

        Expect("ALL", "PRIVILEGES");
        return new Statement.CreateUser(name, password, IsAdmin: true);
    }

    private Statement.SetPassword ParseSetPassword()
    {
        Expect("PASSWORD", "FOR");
        var user = Identifier();
        ExpectSymbol("=");
        return new Statement.SetPassword(user, Text());
    }

    private Statement.CreateSubscription ParseCreateSubscription()
    {
        var (name, database, policy) = ParseSubscription();
        Expect("DESTINATIONS");
        var mode = Next();
        return mode.IsKeyword("ALL") || mode.IsKeyword("ANY")
            ? new Statement.CreateSubscription(name, database, policy, mode.Text, List(Text))
            : throw new QuerySyntaxException(mode, "ALL", "ANY");
    }

    private (string Name, string Database, string RetentionPolicy) ParseSubscription()
    {
        var name = Identifier();
        Expect("ON");
        var database = Identifier();
        return TryTakeAdjacentSymbol(".") ? (name, database, Identifier()) : throw new QuerySyntaxException(NextAdjacent(), ".");
    }

    private Statement ParseGrant()
    {
        var privilege = ParsePrivilege();
        var next = Next();
        if (next.IsKeyword("ON"))
        {
            var database = Identifier();
            Expect("TO");
            return new Statement.Grant(privilege, database, Identifier());
        }

        return next.IsKeyword("TO") && privilege == QueryPrivilege.All ? new Statement.GrantAdmin(Identifier()) : throw NoPrivilegeTarget(next, privilege, "TO");
    }

    private Statement ParseRevoke()
    {
        var privilege = ParsePrivilege();
        var next = Next();
        if (next.IsKeyword("ON"))
        {
            var database = Identifier();
            Expect("FROM");
            return new Statement.Revoke(privilege, database, Identifier());
        }

        return next.IsKeyword("FROM") && privilege == QueryPrivilege.All ? new Statement.RevokeAdmin(Identifier()) : throw NoPrivilegeTarget(next, privilege, "FROM");
    }

    private static QuerySyntaxException NoPrivilegeTarget(QueryToken found, QueryPrivilege privilege, string whom) =>
        privilege == QueryPrivilege.All ? new(found, "ON", whom) : new(found, "ON");

    private QueryPrivilege ParsePrivilege()
    {
        var next = Next();
        if (next.IsKeyword("ALL"))
        {
            TryTake("PRIVILEGES");
            return QueryPrivilege.All;
        }

        return next.IsKeyword("READ") ? QueryPrivilege.Read
            : next.IsKeyword("WRITE") ? QueryPrivilege.Write
            : throw new QuerySyntaxException(next, "READ", "WRITE", "ALL [PRIVILEGES]");
    }

    private Statement.KillQuery ParseKillQuery()
    {
        Expect("QUERY");
        return new Statement.KillQuery(UnsignedInteger(), On());
    }
}
