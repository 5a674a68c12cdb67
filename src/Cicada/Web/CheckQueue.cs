namespace Cicada.Web;

/// <summary>
/// Those at one address who wait until their password is checked: one at a time, without a pause until many were wrong, and then one a second. Giving up does not shorten the
/// pause of the next.
/// </summary>
internal sealed class CheckQueue(TimeProvider clock) : IDisposable
{
    private const int FreeFailures = 10;
    private static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);

    // Touched by whoever has the turn: when the last few passwords were wrong.
    private readonly Queue<long> _failures = [];
    private long _lastFailure;

    /// <summary>How many are here, with the one whose turn it is. Touched by <see cref="CheckQueues"/> under its gate.</summary>
    public int Length { get; set; }

    /// <summary>When a password was last wrong, in time stamps of the clock; 0 for never.</summary>
    public long LastFailure => Interlocked.Read(ref _lastFailure);

    /// <summary>Waits for the turn, which <see cref="Leave"/> gives back.</summary>
    public async Task WaitAsync(CancellationToken gone)
    {
        await _turn.WaitAsync(gone);
        try
        {
            if (IsSlow() && FailurePause - clock.GetElapsedTime(LastFailure) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, gone);
            }
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public void Leave() => _turn.Release();

    /// <summary>Notes that a password was wrong. For whoever has the turn.</summary>
    public void Fail()
    {
        Interlocked.Exchange(ref _lastFailure, clock.GetTimestamp());
        _failures.Enqueue(LastFailure);
        if (_failures.Count > FreeFailures)
        {
            _failures.Dequeue();
        }
    }

    public void Dispose() => _turn.Dispose();

    private bool IsSlow() => _failures.Count == FreeFailures && clock.GetElapsedTime(_failures.Peek()) < FailureWindow;
}
