namespace Cicada.Influx.Queries;

/// <summary>A statement of InfluxQL, as it was written. A name that was left out is empty.</summary>
internal abstract record Statement
{
    /// <summary>Asks for points.</summary>
    public sealed record Select : Statement
    {
        public required IReadOnlyList<SelectField> Fields { get; init; }

        /// <summary>Where the answer is written to, or null.</summary>
        public QuerySource.Measurement? Into { get; init; }

        public required IReadOnlyList<QuerySource> Sources { get; init; }

        public Expression? Where { get; init; }

        /// <summary>What the answer is grouped by: tags, <c>time(…)</c>, <c>*</c>, patterns.</summary>
        public IReadOnlyList<Expression> GroupBy { get; init; } = [];

        public QueryFill Fill { get; init; }

        /// <summary>Whether the latest come first.</summary>
        public bool IsDescending { get; init; }

        /// <summary>Whether the order is said, be it the usual one.</summary>
        public bool HasOrder { get; init; }

        public RowRange Rows { get; init; }

        public RowRange Series { get; init; }

        /// <summary>The time zone days and weeks begin in, or null for UTC.</summary>
        public TimeZoneInfo? TimeZone { get; init; }
    }

    public sealed record Explain(Select Query, bool Analyze) : Statement;

    public sealed record Delete(IReadOnlyList<QuerySource> Sources, Expression? Where) : Statement;

    public sealed record DropSeries(IReadOnlyList<QuerySource> Sources, Expression? Where) : Statement;

    public sealed record DropMeasurement(string Name) : Statement;

    public sealed record DropShard(ulong Id) : Statement;

    public sealed record CreateDatabase(string Name, PolicyOptions? Policy, string PolicyName) : Statement;

    public sealed record DropDatabase(string Name) : Statement;

    public sealed record CreateRetentionPolicy(string Name, string Database, PolicyOptions Options) : Statement;

    public sealed record AlterRetentionPolicy(string Name, string Database, PolicyOptions Options) : Statement;

    public sealed record DropRetentionPolicy(string Name, string Database) : Statement;

    /// <summary>A query that is run again and again; the intervals are in nanoseconds, 0 where nothing is said.</summary>
    public sealed record CreateContinuousQuery(string Name, string Database, long Every, long For, Select Query) : Statement;

    public sealed record DropContinuousQuery(string Name, string Database) : Statement;

    public sealed record CreateSubscription(string Name, string Database, string RetentionPolicy, string Mode, IReadOnlyList<string> Destinations) : Statement;

    public sealed record DropSubscription(string Name, string Database, string RetentionPolicy) : Statement;

    public sealed record CreateUser(string Name, string Password, bool IsAdmin) : Statement
    {
        // A password is shown nowhere.
        public override string ToString() => $"{nameof(CreateUser)} {{ Name = {Name}, IsAdmin = {IsAdmin} }}";
    }

    public sealed record DropUser(string Name) : Statement;

    public sealed record SetPassword(string User, string Password) : Statement
    {
        public override string ToString() => $"{nameof(SetPassword)} {{ User = {User} }}";
    }

    public sealed record Grant(QueryPrivilege Privilege, string Database, string User) : Statement;

    public sealed record GrantAdmin(string User) : Statement;

    public sealed record Revoke(QueryPrivilege Privilege, string Database, string User) : Statement;

    public sealed record RevokeAdmin(string User) : Statement;

    public sealed record KillQuery(ulong Id, string Host) : Statement;

    public sealed record ShowDatabases : Statement;

    public sealed record ShowRetentionPolicies(string Database) : Statement;

    public sealed record ShowMeasurements(string Database, QuerySource.Measurement? With, Expression? Where, bool IsDescending, RowRange Rows) : Statement;

    public sealed record ShowSeries(string Database, IReadOnlyList<QuerySource> Sources, Expression? Where, bool IsDescending, RowRange Rows) : Statement;

    public sealed record ShowTagKeys(
        string Database, IReadOnlyList<QuerySource> Sources, TagKeyFilter? With, Expression? Where, bool IsDescending, RowRange Rows, RowRange Series) : Statement;

    public sealed record ShowTagValues(
        string Database, IReadOnlyList<QuerySource> Sources, TagKeyFilter With, Expression? Where, bool IsDescending, RowRange Rows) : Statement;

    public sealed record ShowFieldKeys(string Database, IReadOnlyList<QuerySource> Sources, bool IsDescending, RowRange Rows) : Statement;

    public sealed record ShowCardinality(
        CardinalityKind Kind, bool IsExact, string Database, IReadOnlyList<QuerySource> Sources, TagKeyFilter? With, Expression? Where,
        IReadOnlyList<Expression> GroupBy, RowRange Rows) : Statement;

    public sealed record ShowUsers : Statement;

    public sealed record ShowGrants(string User) : Statement;

    public sealed record ShowQueries : Statement;

    public sealed record ShowShards : Statement;

    public sealed record ShowShardGroups : Statement;

    public sealed record ShowStats(string Module) : Statement;

    public sealed record ShowDiagnostics(string Module) : Statement;

    public sealed record ShowSubscriptions : Statement;

    public sealed record ShowContinuousQueries : Statement;
}
