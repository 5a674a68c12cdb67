using System.Runtime.InteropServices;
using Cicada.Metrics;
using Cicada.Users;

namespace Cicada;

/// <summary>
/// Something that takes time and passes or fails, and is recorded as one request sample: an HTTP request, or anything a
/// user measures by <see cref="TaskOwner.Measure"/>.
/// </summary>
/// <remarks>
/// It is recorded when it is disposed, or else when the task that made it ends. Until then its verdict can be changed by <see cref="Fail(string)"/> and
/// <see cref="Pass"/>; the time it took is fixed when it completes.
/// </remarks>
public class Call : IDisposable
{
    private const int Open = 0;
    private const int Completing = 1;
    private const int Completed = 2;
    private const int Recorded = 3;

    private readonly nint _exceptionAtStart;
    private int _state;
    private string _name;

    internal Call(UserSession session, string requestType, string name, bool starts = true)
    {
        Session = session;
        RequestType = requestType;
        _name = name;
        if (session.HasTransactions && Cicada.Transaction.Around(session) is { } transaction)
        {
            Transaction = transaction;
            transaction.Enter();
        }

        _exceptionAtStart = Marshal.GetExceptionPointers();
        if (starts)
        {
            Start();
        }

        // What an arrival waited for belongs to the first call of its task, and to what that is in: the answers before it kept it waiting, or we did.
        (ScheduledTimestamp, session.Scheduled) = (session.Scheduled, requestType == Cicada.Transaction.Word ? session.Scheduled : 0);
        session.Track(this);
    }

    /// <summary>The protocol or method.</summary>
    public string RequestType { get; }

    /// <summary>The name it is grouped under. May be changed until it is recorded.</summary>
    /// <exception cref="InvalidOperationException">It has already been recorded.</exception>
    public string Name
    {
        get => _name;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            ThrowIfRecorded();
            _name = value;
        }
    }

    /// <summary>The size of the answer in bytes, for the statistics.</summary>
    public long ResponseLength { get; set; }

    /// <summary>The address the call went to, where there is one.</summary>
    public string? Url { get; internal init; }

    /// <summary>Why the call failed, or null while it has not.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>True when the call counts as failed as things stand.</summary>
    public bool Failed => Error is not null;

    /// <summary>When the call was started.</summary>
    public DateTimeOffset StartTime => Session.ToTime(StartedTimestamp);

    /// <summary>How long it took, or has taken so far.</summary>
    public TimeSpan ResponseTime =>
        Session.Clock.GetElapsedTime(StartedTimestamp, _state < Completed ? Session.Clock.GetTimestamp() : CompletedTimestamp);

    internal UserSession Session { get; }

    /// <summary>The error class; see <see cref="ErrorClass"/>.</summary>
    internal string? Error { get; private set; }

    internal string? Detail { get; private set; }

    internal long StartedTimestamp { get; private set; }

    /// <summary>When the arrival was scheduled that this is the first call of; 0 for every other call.</summary>
    internal long ScheduledTimestamp { get; }

    internal long CompletedTimestamp { get; private set; }

    internal long CompletedNanoseconds { get; private set; }

    internal long DnsNanoseconds { get; set; } = RequestSample.Unknown;

    internal long ConnectNanoseconds { get; set; } = RequestSample.Unknown;

    internal long TlsNanoseconds { get; set; } = RequestSample.Unknown;

    internal long FirstByteNanoseconds { get; set; } = RequestSample.Unknown;

    internal int Status { get; set; }

    internal bool IsOpen => _state == Open;

    internal bool IsCompleted => Volatile.Read(ref _state) == Completed;

    internal bool IsRecorded => _state == Recorded;

    /// <summary>True while it waits for others before it can be recorded.</summary>
    internal virtual bool IsHeld => false;

    /// <summary>The transaction it is part of, if any.</summary>
    internal Transaction? Transaction { get; }

    /// <summary>True when the call was disposed because an exception left its block.</summary>
    internal bool LeftByException { get; private set; }

    // Neighbours in the session's list of calls that are not recorded yet; guarded by the session's lock.
    internal Call? Next { get; set; }

    internal Call? Previous { get; set; }

    /// <summary>Makes the call count as failed, with class <c>failed</c> and the reason as its text.</summary>
    /// <param name="reason">What was wrong, for a person to read; may be long and may contain ids.</param>
    /// <exception cref="InvalidOperationException">It has already been recorded.</exception>
    public void Fail(string reason) => Fail(ErrorClass.Failed, reason, null);

    /// <summary>Makes the call count as failed, with the exception's type as its class.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <exception cref="InvalidOperationException">It has already been recorded.</exception>
    public void Fail(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Fail(ErrorClass.Of(exception), exception.Message, exception);
    }

    /// <summary>Makes the call count as a success, whatever its status says.</summary>
    /// <exception cref="InvalidOperationException">It has already been recorded.</exception>
    public void Pass()
    {
        ThrowIfRecorded();
        Error = null;
        Detail = null;
        Exception = null;
    }

    /// <summary>Ends the call, if it has not ended yet, and records it. May be called more than once.</summary>
    public void Dispose()
    {
        if (_state == Recorded)
        {
            return;
        }

        if (_state == Open)
        {
            // The block is being left by an exception. Its type is known only where it arrives, at the end of the task:
            // the session keeps the call until then.
            var exception = Marshal.GetExceptionPointers();
            LeftByException = exception != 0 && exception != _exceptionAtStart && Error is null;
            Complete();
            if (LeftByException)
            {
                Fail(ErrorClass.Failed, "An exception left the measured block.", null);
                OnDisposed();
                return;
            }
        }

        Record();
        OnDisposed();
        GC.SuppressFinalize(this);
    }

    /// <summary>The last moment to give a verdict; nobody else gives one any more.</summary>
    private protected virtual void OnRecording()
    {
    }

    /// <summary>Sets the verdict in <see cref="OnRecording"/>.</summary>
    private protected void Judge(string? error, string? detail, Exception? exception) => (Error, Detail, Exception) = (error, detail, exception);

    /// <summary>What a derived call frees when it is disposed.</summary>
    private protected virtual void OnDisposed()
    {
    }

    /// <summary>Sets the class, the text and the cause of a failure; used where more is known than a reason.</summary>
    internal void Fail(string error, string? detail, Exception? exception)
    {
        ThrowIfRecorded();
        Error = error;
        Detail = detail;
        Exception = exception ?? new CallFailedException(detail ?? error);
    }

    /// <summary>Time runs from now, not from the making of the object, which may not start it.</summary>
    internal void Start() => StartedTimestamp = Session.Clock.GetTimestamp();

    /// <summary>Fixes the time the call took. Only the first call counts.</summary>
    internal void Complete() => Complete(Session.Clock.GetTimestamp());

    /// <summary>The same, for a call that was over at a time that is known already.</summary>
    internal void Complete(long timestamp)
    {
        // The user's own thread and the one that ends the run may come at the same time; a call that is recorded never goes back.
        if (Interlocked.CompareExchange(ref _state, Completing, Open) != Open)
        {
            return;
        }

        CompletedTimestamp = timestamp;
        CompletedNanoseconds = Session.Recorder.ClaimTime(CompletedTimestamp);
        Volatile.Write(ref _state, Completed);
    }

    /// <summary>Hands the sample to the recorder, once, however many threads ask.</summary>
    internal void Record()
    {
        if (_state == Open)
        {
            Complete();
        }

        var spinner = default(SpinWait);
        while (Volatile.Read(ref _state) == Completing)
        {
            spinner.SpinOnce();
        }

        // What holds it records it: whoever comes last sees that the other is done.
        Interlocked.MemoryBarrier();
        if (IsHeld)
        {
            return;
        }

        if (Interlocked.Exchange(ref _state, Recorded) == Recorded)
        {
            return;
        }

        OnRecording();
        Session.Record(this);
        Transaction?.Leave(this);
    }

    /// <summary>Names the exception that left the call's block, now that it is known.</summary>
    internal virtual void LeaveBy(Exception exception)
    {
        if (exception is FlowException)
        {
            Pass();
            return;
        }

        Error = ErrorClass.Of(exception);
        Detail = exception.Message;
        Exception = exception;
    }

    /// <summary>The user has ended and this call has not: it is recorded as cancelled.</summary>
    internal virtual void GiveUp()
    {
        if (_state == Open)
        {
            Error = ErrorClass.Cancelled;
            Detail = "The run ended before the call did.";
            Exception = new OperationCanceledException(Detail);
        }

        Record();
    }

    /// <summary>Forgets the call without recording it: nothing of it was ever sent.</summary>
    internal void Discard()
    {
        if (Interlocked.Exchange(ref _state, Recorded) != Recorded)
        {
            Session.Untrack(this);
            Transaction?.Leave(this);
        }
    }

    private void ThrowIfRecorded()
    {
        if (_state == Recorded)
        {
            throw new InvalidOperationException(
                $"The call '{RequestType} {_name}' has already been recorded; its name and verdict can be changed only before it is disposed and before its task ends. " +
                "Do so earlier, inside its `using` block.");
        }
    }
}
