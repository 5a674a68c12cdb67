using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Lets a number of queries be answered at a time; the others wait for their turn.</summary>
internal sealed class QueryTurns
{
    private readonly Lock _gate = new();
    private readonly LinkedList<ManualResetEventSlim> _waiting = [];
    private int _running;

    /// <summary>Waits for a turn; to be given back by <see cref="Leave"/>.</summary>
    /// <exception cref="QueryFailedException">It did not come in time.</exception>
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

            turn = new ManualResetEventSlim();
            _waiting.AddLast(turn);
        }

        using (turn)
        {
            var hasTurn = false;
            try
            {
                hasTurn = turn.Wait(limits.Time, cancellation);
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
                throw new QueryFailedException($"max-concurrent-queries limit exceeded({limits.AtOnce}, {limits.AtOnce})");
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
