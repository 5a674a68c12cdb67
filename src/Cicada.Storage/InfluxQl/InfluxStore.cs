using System.Globalization;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The store, asked in InfluxQL.</summary>
internal sealed class InfluxStore : IInfluxStore
{
    private const int MostRememberedRows = 10_000;

    private readonly Store _store;
    private readonly TimeProvider _clock;
    private readonly QueryLimits _limits;
    private readonly InfluxUsers _users;
    private readonly RunningQueries _running;

    /// <param name="store">The store, which whoever made it closes.</param>
    /// <param name="passwords">Hashes passwords of users.</param>
    /// <param name="clock">What <c>now()</c> is, the system's unless another is given.</param>
    /// <param name="limits">How much one query may take.</param>
    public InfluxStore(Store store, IPasswordHash passwords, TimeProvider? clock = null, QueryLimits? limits = null)
    {
        (_store, _clock, _limits) = (store, clock ?? TimeProvider.System, limits ?? QueryLimits.Default);
        _users = new InfluxUsers(store, passwords);
        _running = new RunningQueries(_clock, _limits.Time);
        Continuous = new ContinuousQueryList(store);
    }

    /// <summary>The queries that are run again and again, by <see cref="ContinuousQueries"/>.</summary>
    public ContinuousQueryList Continuous { get; }

    /// <inheritdoc/>
    public bool HasAdmin => _users.All.Any(user => user.IsAdmin);

    /// <summary>Whether there is any user.</summary>
    public bool HasUsers => _users.All.Count > 0;

    /// <inheritdoc/>
    public InfluxUser? FindUser(string name) => _users.Find(name);

    /// <inheritdoc/>
    public IEnumerable<StatementResult> Query(InfluxQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var statements = QueryParser.Parse(query.Text, query.Parameters);
        ReadOnlyRefusal.Require(query, statements);
        QueryAuthorization.Require(query, statements, _users.All);
        return Answer(query, statements, cancellation);
    }

    /// <inheritdoc/>
    public Task<InfluxWriteOutcome> WriteAsync(InfluxWrite write, Stream lines, CancellationToken cancellation) => _store.WriteLinesAsync(write, lines, cancellation);

    /// <summary>Runs a continuous query over the intervals that have come to their end, if its time has come.</summary>
    /// <returns>Whether it was run.</returns>
    /// <exception cref="QueryFailedException">The query failed. It has had its turn nevertheless, as after any other exception.</exception>
    /// <exception cref="StoreException">The store cannot be written.</exception>
    public bool RunIfDue(ContinuousQuery query, CancellationToken cancellation)
    {
        var now = UnixTime.Nanoseconds(_clock.GetUtcNow());
        if (query.Statement is not { } statement || ContinuousSchedule.Of(statement) is not { } schedule || schedule.Next(query.LastRun, now) is not { } run)
        {
            return false;
        }

        try
        {
            if (!run.IsEmpty)
            {
                Run(TimeCondition.Within(statement.Query, run.From, run.To), query.Database, cancellation);
            }
        }
        catch (Exception exception) when (exception is not StoreException && !cancellation.IsCancellationRequested)
        {
            // What fails in this way fails again, and may take long to do so.
            Continuous.NoteRun(query, run.Time);
            throw;
        }

        Continuous.NoteRun(query, run.Time);
        return !run.IsEmpty;
    }

    private void Run(Statement.Select select, string database, CancellationToken cancellation)
    {
        var asked = new InfluxQuery(StatementText.Of(select)) { Database = database };
        using var running = _running.Begin(asked, asked.Text, cancellation);
        foreach (var rows in new StatementAnswer(Answer(select, asked, running), [], running))
        {
            _ = rows;
        }
    }

    private IEnumerable<StatementResult> Answer(InfluxQuery query, IReadOnlyList<Statement> statements, CancellationToken cancellation)
    {
        using var running = _running.Begin(query, StatementText.Of(statements), cancellation);
        for (var i = 0; i < statements.Count; i++)
        {
            var answer = new StatementAnswer(Answer(statements[i], query, running), ReadOnlyWarning.Of(statements[i], Defaults(statements[i], query), query), running);
            yield return new StatementResult(i, answer) { Messages = answer.Messages };
            if (!answer.IsComplete)
            {
                yield break;
            }
        }
    }

    private IEnumerable<ResultRows> Answer(Statement statement, InfluxQuery query, RunningQuery running)
    {
        var context = new StatementContext
        {
            Store = _store,
            Users = _users,
            Continuous = Continuous,
            Running = _running,
            Query = query,
            Defaults = Defaults(statement, query),
            Now = UnixTime.Nanoseconds(_clock.GetUtcNow()),
            Cancellation = running.Cancellation,
        };
        return statement switch
        {
            Statement.Select select => SelectStatements.Answer(select, context, Options(context)),
            Statement.Explain explain => AnswerRows.When(() => ExplainStatement.Answer(explain, context, Options(context), _clock)),
            Statement.ShowMeasurements show => Remembered(show, show.Where, context, () => ShowMeasurements.Answer(show, context)),
            Statement.ShowSeries show => Remembered(show, show.Where, context, () => ShowSeries.Answer(show, context)),
            Statement.ShowTagKeys show => Remembered(show, show.Where, context, () => ShowTagKeys.Answer(show, context)),
            Statement.ShowTagValues show => Remembered(show, show.Where, context, () => ShowTagValues.Answer(show, context)),
            Statement.ShowFieldKeys show => Remembered(show, null, context, () => ShowFieldKeys.Answer(show, context)),
            Statement.ShowCardinality show => AnswerRows.When(() => ShowCardinality.Answer(show, context)),
            Statement.Delete or Statement.DropSeries or Statement.DropMeasurement or Statement.DropShard => DeletionStatements.Answer(statement, context),
            Statement.CreateUser or Statement.DropUser or Statement.SetPassword or Statement.Grant or Statement.GrantAdmin or Statement.Revoke
                or Statement.RevokeAdmin or Statement.ShowGrants or Statement.ShowUsers => UserStatements.Answer(statement, _users, query.AsksForUser),
            Statement.CreateDatabase or Statement.DropDatabase or Statement.CreateRetentionPolicy or Statement.AlterRetentionPolicy or Statement.DropRetentionPolicy
                or Statement.ShowRetentionPolicies or Statement.ShowDatabases => DatabaseStatements.Answer(statement, context),
            Statement.CreateContinuousQuery or Statement.DropContinuousQuery or Statement.ShowContinuousQueries => ContinuousQueryStatements.Answer(statement, context),
            _ => ServerStatements.Answer(statement, context),
        };
    }

    // What hangs on the time is found out each time.
    private IEnumerable<ResultRows> Remembered(Statement statement, Expression? where, StatementContext context, Func<IEnumerable<ResultRows>> answer)
    {
        if (TimeCondition.Mentions(where))
        {
            return AnswerRows.When(answer);
        }

        var asked = context.Query;
        var question = string.Create(
            CultureInfo.InvariantCulture, $"{asked.ChunkRows} {asked.Database.Length} {asked.RetentionPolicy.Length} {asked.Database}{asked.RetentionPolicy}{StatementText.Of(statement)}");
        return AnswerRows.When(() => _store.Remembered(question, () => answer().ToList(), rows => rows.Sum(some => some.Rows?.Count ?? 0) <= MostRememberedRows));
    }

    private SelectOptions Options(StatementContext context) => new(context.Now, context.Query.ChunkRows, _limits);

    // The database of the request goes before the one a continuous query is on, as in InfluxDB.
    private StatementDefaults Defaults(Statement statement, InfluxQuery query) => new(
        query.Database.Length == 0 && statement is Statement.CreateContinuousQuery create ? create.Database : query.Database,
        query.RetentionPolicy,
        name => _store.ReadFile(file => file.Catalogue.FindDatabase(name)?.DefaultPolicy));
}
