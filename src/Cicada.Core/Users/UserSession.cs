using Cicada.Load;
using Cicada.Metrics;

namespace Cicada.Users;

/// <summary>
/// What the engine keeps for one user while it lives: its clock, its chance, the calls it has not recorded yet, and the
/// three ways in which it can be told to end.
/// </summary>
/// <remarks>
/// Stopping comes in three steps. <see cref="RequestStop"/> ends waits and lets no further task start.
/// <see cref="CancelTask"/> cancels <see cref="Cancellation"/> and lets no further request start.
/// <see cref="AbortRequests"/> cancels the requests in flight. <see cref="TaskOwner.OnStop"/> gets fresh tokens.
/// </remarks>
internal sealed class UserSession
{
    // A task that never disposes its responses must not pile them up; beyond this many the oldest is recorded as it stands.
    private const int MaximumPending = 64;

    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenSource? _requestAbort;
    private Call? _first;
    private Call? _last;
    private int _pending;
    private bool _stopRequested;
    private bool _taskCancelled;
    private bool _requestsAborted;
    private bool _inOnStop;
    private bool _ended;
    private RequestKey? _lastKey;

    public UserSession(Run run, UserType type, User user, int number)
    {
        Run = run;
        Type = type;
        User = user;
        Number = number;
        Place = number;
    }

    public Run Run { get; }

    public UserType Type { get; }

    public User User { get; }

    public int Number { get; }

    /// <summary>Its place among the users of the run, which decides whether it goes when there are to be fewer. At first its number. Under the worker's lock.</summary>
    public int Place { get; set; }

    /// <summary>Where the user waits for arrivals; null for one of the closed model.</summary>
    public ArrivalSeat? Seat { get; init; }

    /// <summary>What wakes the user when a wait of its own is over; null where time is not the system's.</summary>
    public WaitWheel? Waits { get; init; }

    /// <summary>The wait the user is in, or was in last.</summary>
    public UserWait Wait { get; } = new();

    /// <summary>When the arrival of the task going on was scheduled, until its first call takes it; 0 where there is none. On the thread of the user alone.</summary>
    public long Scheduled { get; set; }

    public RunClock RunClock => Run.Clock;

    public TimeProvider Clock => Run.Clock.Provider;

    public Recorder Recorder => Run.Recorder;

    /// <summary>Whether there has ever been a transaction: for all others, nobody looks for one.</summary>
    public bool HasTransactions { get; set; }

    public Random Random => field ??= Run.Seeds.For(Number);

    /// <summary>True once no further task may start.</summary>
    public bool StopRequested => Volatile.Read(ref _stopRequested);

    /// <summary>What a user's own code is given: cancelled when its task has to end.</summary>
    public CancellationToken Cancellation => Token(ref _cancellation, ref _taskCancelled);

    /// <summary>Cancelled when requests in flight must be given up. Only for the clients of this assembly.</summary>
    public CancellationToken RequestAbort => Token(ref _requestAbort, ref _requestsAborted);

    /// <summary>Cancelled when waits must end.</summary>
    public CancellationToken Stop => Token(ref _stop, ref _stopRequested);

    /// <summary>False once the user's task has been cancelled; a request that starts now would only be cut off.</summary>
    public bool MayStartRequests => !Volatile.Read(ref _taskCancelled);

    /// <summary>Whether a token a user passes along is the user's own, which must not cut off a request before <see cref="RequestAbort"/> does.</summary>
    public bool IsOwnToken(CancellationToken token) => token == Cancellation;

    public DateTimeOffset ToTime(long timestamp) => RunClock.ToTime(timestamp);

    public void RequestStop()
    {
        Cancel(ref _stop, ref _stopRequested);
        Waits?.End(Wait);
    }

    public void CancelTask() => Cancel(ref _cancellation, ref _taskCancelled);

    public void AbortRequests() => Cancel(ref _requestAbort, ref _requestsAborted);

    /// <summary>Gives <see cref="TaskOwner.OnStop"/> tokens that have not been cancelled yet, unless everything is over.</summary>
    public void EnterOnStop()
    {
        lock (_gate)
        {
            _inOnStop = true;
            if (_ended)
            {
                return;
            }

            if (_taskCancelled)
            {
                _taskCancelled = false;
                _cancellation = null;
            }

            if (_requestsAborted)
            {
                _requestsAborted = false;
                _requestAbort = null;
            }
        }
    }

    /// <summary>The end of the task's time: no effect on a user that is already in <see cref="TaskOwner.OnStop"/>.</summary>
    public void CancelTaskUnlessInOnStop(bool abortRequests)
    {
        CancellationTokenSource? cancellation, requestAbort = null;

        // In one step: between looking and cancelling, OnStop could begin and lose the tokens it was just given.
        lock (_gate)
        {
            if (_inOnStop)
            {
                return;
            }

            (_taskCancelled, cancellation) = (true, _cancellation);
            if (abortRequests)
            {
                (_requestsAborted, requestAbort) = (true, _requestAbort);
            }
        }

        Cancel(cancellation);
        Cancel(requestAbort);
    }

    /// <summary>The end of everything: whatever the user is doing is cancelled and nothing further may start.</summary>
    public void EndAll()
    {
        lock (_gate)
        {
            _ended = true;
        }

        RequestStop();
        CancelTask();
        AbortRequests();
    }

    public void Track(Call call)
    {
        Call? oldest = null;
        lock (_gate)
        {
            call.Previous = _last;
            if (_last is null)
            {
                _first = call;
            }
            else
            {
                _last.Next = call;
            }

            _last = call;
            if (++_pending > MaximumPending)
            {
                for (oldest = _first; oldest is not null && (oldest.IsOpen || oldest.IsHeld); oldest = oldest.Next)
                {
                }
            }
        }

        oldest?.Record();
    }

    public void Untrack(Call call)
    {
        lock (_gate)
        {
            if (call.Previous is null)
            {
                if (_first != call)
                {
                    return;
                }

                _first = call.Next;
            }
            else
            {
                call.Previous.Next = call.Next;
            }

            if (call.Next is null)
            {
                _last = call.Previous;
            }
            else
            {
                call.Next.Previous = call.Previous;
            }

            call.Next = call.Previous = null;
            _pending--;
        }
    }

    /// <summary>
    /// The end of a task: records every call it has completed. Those an exception left get the exception that ended the task;
    /// those it left by its own words (<see cref="FlowException"/>) have not failed.
    /// Calls still under way stay until they complete.
    /// </summary>
    public void RecordCompleted(Exception? taskException)
    {
        while (true)
        {
            Call? call;
            lock (_gate)
            {
                for (call = _first; call is not null && (call.IsOpen || call.IsRecorded || call.IsHeld); call = call.Next)
                {
                }
            }

            if (call is null)
            {
                return;
            }

            if (taskException is not null && call.LeftByException)
            {
                call.LeaveBy(taskException);
            }

            call.Record();
        }
    }

    /// <summary>The end of the user: records what is completed, and what is still under way as cancelled if anything of it was sent.</summary>
    public void RecordLeftovers()
    {
        RecordCompleted(null);
        while (true)
        {
            Call? call;
            lock (_gate)
            {
                for (call = _first; call is { IsOpen: false, IsHeld: true, Next: { } next }; call = next)
                {
                    // A transaction that has ended comes after the calls in it.
                }
            }

            if (call is null)
            {
                return;
            }

            if (call.IsRecorded || (call.IsHeld && !call.IsOpen))
            {
                // Another thread is about to hand it over.
                Thread.Yield();
                continue;
            }

            call.GiveUp();
        }
    }

    public void Record(Call call)
    {
        var key = KeyOf(call);
        var service = RunClock.ToNanoseconds(call.CompletedTimestamp - call.StartedTimestamp);
        Recorder.Record(new RequestSample
        {
            Key = key,
            CompletedNanoseconds = call.CompletedNanoseconds,
            ResponseNanoseconds = call.ScheduledTimestamp == 0 ? service : RunClock.ToNanoseconds(call.CompletedTimestamp - call.ScheduledTimestamp),
            ServiceNanoseconds = service,
            DnsNanoseconds = call.DnsNanoseconds,
            ConnectNanoseconds = call.ConnectNanoseconds,
            TlsNanoseconds = call.TlsNanoseconds,
            FirstByteNanoseconds = call.FirstByteNanoseconds,
            ResponseLength = call.ResponseLength,
            StatusCode = call.Status,
            Error = call.Error is null ? null : Run.Errors.Bound(call.Error),
            Detail = ErrorText.Bound(call.Detail),
        });

        // Only now: the end of the user, and with it that of the run, waits until nothing is tracked any more.
        Untrack(call);
        var hook = Run.Events.Request;
        if (!hook.IsEmpty && !key.IsTransaction)
        {
            hook.Raise(RequestEvent.Of(call));
        }
    }

    // A user often makes the same request again, and then with the same texts: comparing them is faster than looking them up.
    private RequestKey KeyOf(Call call)
    {
        var key = _lastKey;
        return key is not null && ReferenceEquals(key.Name, call.Name) && ReferenceEquals(key.RequestType, call.RequestType)
            ? key
            : _lastKey = Run.Keys.Get(Type.Name, call.RequestType, call.Name);
    }

    private CancellationToken Token(ref CancellationTokenSource? source, ref bool cancelled)
    {
        var existing = Volatile.Read(ref source);
        if (existing is not null)
        {
            return existing.Token;
        }

        lock (_gate)
        {
            if (source is null)
            {
                var created = new CancellationTokenSource();
                if (cancelled)
                {
                    created.Cancel();
                }

                Volatile.Write(ref source, created);
            }

            return source.Token;
        }
    }

    private void Cancel(ref CancellationTokenSource? source, ref bool flag)
    {
        CancellationTokenSource? toCancel;
        lock (_gate)
        {
            flag = true;
            toCancel = source;
        }

        Cancel(toCancel);
    }

    private static void Cancel(CancellationTokenSource? toCancel)
    {
        // Registered callbacks are the users' own code; they run on the pool, not on the thread that stops the users.
        if (toCancel is { IsCancellationRequested: false })
        {
            _ = toCancel.CancelAsync();
        }
    }
}
