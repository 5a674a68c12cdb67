using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>A query that is being answered.</summary>
internal sealed class RunningQuery : IDisposable
{
    private readonly RunningQueries _owner;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timeIsUp;
    private readonly CancellationTokenSource _killed = new();
    private readonly CancellationTokenSource _any;

    public RunningQuery(RunningQueries owner, ulong id, string text, InfluxQuery query, TimeSpan limit, TimeProvider clock, CancellationToken caller)
    {
        (_owner, Id, Text, Database, _caller) = (owner, id, text, query.Database, caller);
        User = query.User?.Name ?? "";
        Began = clock.GetTimestamp();
        _timeIsUp = new CancellationTokenSource(limit, clock);
        _any = CancellationTokenSource.CreateLinkedTokenSource(caller, _timeIsUp.Token, _killed.Token);
        Cancellation = _any.Token;
    }

    public ulong Id { get; }

    /// <summary>Its statements, without passwords.</summary>
    public string Text { get; }

    public string Database { get; }

    /// <summary>Who asked; empty for nobody in particular.</summary>
    public string User { get; }

    /// <summary>When it began, as the clock's timestamp.</summary>
    public long Began { get; }

    public bool IsKilled => _killed.IsCancellationRequested;

    /// <summary>Ends when whoever asked gives up, somebody kills the query, or its time is up.</summary>
    public CancellationToken Cancellation { get; }

    public void Kill() => _killed.Cancel();

    /// <summary>What is said of a query that was interrupted; null where whoever asked has given up himself.</summary>
    public QueryFailedException? Interruption =>
        _killed.IsCancellationRequested ? new QueryFailedException("query interrupted")
        : _timeIsUp.IsCancellationRequested && !_caller.IsCancellationRequested ? new QueryFailedException("query-timeout limit exceeded")
        : null;

    public void Dispose()
    {
        _owner.End(this);
        _any.Dispose();
        _timeIsUp.Dispose();
        _killed.Dispose();
    }
}
