using Cicada.Users;

namespace Cicada;

/// <summary>
/// A group of requests with a name and a time of its own, made by <see cref="TaskOwner.Transaction(string)"/>: <c>using var checkout = Transaction("checkout");</c>
/// </summary>
/// <remarks>
/// Its time runs from its making until it is disposed, with everything in between: requests, waits, the test's own work. It has failed when a request in it failed, when an exception left it, or
/// when the test says so. One that is left because its user is stopped, by <see cref="TaskOwner.StopUser"/> or a feeder that runs dry, came to no end and is not
/// counted. Requests in it are counted as ever; the transaction itself is no request, and no part of any total of requests.
/// </remarks>
public sealed class Transaction : Call
{
    /// <summary>The request type transactions have wherever one is to be named.</summary>
    internal const string Word = "TRANSACTION";

    // Which one a call belongs to is a matter of where it is made: branches of a task that run at once may each be in another.
    private static readonly AsyncLocal<Transaction?> Current = new();

    // Calls in it that are not recorded yet.
    private int _pending;
    private Call? _firstFailure;

    internal Transaction(UserSession session, string name)
        : base(session, Word, name)
    {
        session.HasTransactions = true;
        Current.Value = this;
    }

    /// <summary>True while a call in it may still fail.</summary>
    internal override bool IsHeld => Volatile.Read(ref _pending) > 0;

    /// <summary>The transaction of a user that a call made here belongs to.</summary>
    internal static Transaction? Around(UserSession session)
    {
        var transaction = Current.Value;
        while (transaction is { IsOpen: false })
        {
            // Something goes on that was begun in one that has ended.
            transaction = transaction.Transaction;
        }

        return transaction is not null && ReferenceEquals(transaction.Session, session) ? transaction : null;
    }

    /// <summary>A call in it has begun.</summary>
    internal void Enter() => Interlocked.Increment(ref _pending);

    /// <summary>A call in it is recorded, or was none.</summary>
    internal void Leave(Call call)
    {
        if (call.Failed)
        {
            Interlocked.CompareExchange(ref _firstFailure, call, null);
        }

        if (Interlocked.Decrement(ref _pending) == 0 && IsCompleted && !LeftByException)
        {
            Record();
        }
    }

    /// <summary>An exception is leaving it.</summary>
    internal void Leave(Exception exception)
    {
        if (EndsUser(exception))
        {
            Discard();
        }
        else if (exception is not FlowException && !Failed && !IsRecorded)
        {
            Fail(exception);
        }
    }

    internal override void LeaveBy(Exception exception)
    {
        if (EndsUser(exception))
        {
            Discard();
        }
        else
        {
            base.LeaveBy(exception);
        }
    }

    // Then it came to no end of its own, and its time says nothing. Who goes on to another task has ended this one as by 'return'.
    private static bool EndsUser(Exception exception) => exception is FlowException { Flow: Flow.StopUser or Flow.StopRun };

    private protected override void OnRecording()
    {
        if (!Failed && Volatile.Read(ref _firstFailure) is { } call)
        {
            Judge(call.Error, $"'{call.RequestType} {call.Name}' failed: {call.Detail}", call.Exception);
        }
    }

    private protected override void OnDisposed()
    {
        if (ReferenceEquals(Current.Value, this))
        {
            Current.Value = Transaction;
        }
    }
}
