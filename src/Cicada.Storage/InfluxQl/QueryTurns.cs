using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// Lets a number of queries be answered at a time. Some more wait for their turn, for a short time, which keeps a thread each; the others are refused at once, so that readers
/// never take the threads writers are answered by.
/// </summary>
internal sealed class QueryTurns
{
    /// <summary>How many wait for their turn.</summary>
    public const int MostWaiting = 64;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly LinkedList<ManualResetEventSlim> _waiting = [];
    private int _running;

    /// <summary>Waits for a turn; to be given back by <see cref="Leave"/>.</summary>
    /// <exception cref="QueryFailedException">It did not come in time, or too many wait already.</exception>
    public void Enter(QueryLimits limits, CancellationToken cancellation)
    {
        ManualResetEventSlim turn;
        lock (_gate)
        {
            if (_running < limits.AtOnce)
            {
                _running++;
                return;
            }

            if (_waiting.Count >= MostWaiting)
            {
                throw TooMany(limits);
            }

            turn = new ManualResetEventSlim();
            _waiting.AddLast(turn);
        }

        using (turn)
        {
            var hasTurn = false;
            try
            {
                hasTurn = turn.Wait(limits.Time < LongestWait ? limits.Time : LongestWait, cancellation);
            }
            finally
            {
                if (!hasTurn)
                {
                    GiveUp(turn);
                }
            }

            if (!hasTurn)
            {
                throw TooMany(limits);
            }
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (_waiting.First is { } next)
            {
                // The turn is handed on.
                _waiting.RemoveFirst();
                next.Value.Set();
            }
            else
            {
                _running--;
            }
        }
    }

    private static QueryFailedException TooMany(QueryLimits limits) => new($"max-concurrent-queries limit exceeded({limits.AtOnce}, {limits.AtOnce})");

    private void GiveUp(ManualResetEventSlim turn)
    {
        bool isLate;
        lock (_gate)
        {
            isLate = !_waiting.Remove(turn);
        }

        // It had come by then.
        if (isLate)
        {
            Leave();
        }
    }
}
