namespace Cicada.Load;

/// <summary>
/// The moments of arrivals, one after the other, as they follow from the rate alone: the n-th comes when the rate has made n of them, whatever happened meanwhile. So nothing adds up: after any
/// time as many have come as the rate says, within one.
/// </summary>
/// <remarks>
/// Arrivals by chance (a Poisson process of that rate) come when the rate has made a sum of exponential numbers of mean 1, which holds for rates that change too:
/// Çinlar, Introduction to Stochastic Processes, 1975, chapter 4.7.
/// </remarks>
internal sealed class ArrivalSchedule
{
    private readonly IReadOnlyList<ArrivalPiece> _pieces;
    private readonly Random _random;
    private int _at;

    // Where the piece begins: in seconds, and in arrivals made until then.
    private double _begin;
    private double _before;
    private double _next;

    /// <param name="rate">The rate; after its last piece it stays what it is at its end.</param>
    /// <param name="random">The chance of Poisson arrivals.</param>
    public ArrivalSchedule(ArrivalRate rate, Random random)
    {
        _random = random;
        var last = rate.Pieces[^1];
        _pieces = last.Duration is null ? rate.Pieces : [.. rate.Pieces, last with { From = last.To, Duration = null }];
        _next = _pieces[0].IsPoisson ? Gap() : 0;
    }

    /// <summary>The next moment, since the run began; null when none comes any more.</summary>
    public TimeSpan? Next()
    {
        while (_at < _pieces.Count)
        {
            var piece = _pieces[_at];
            var done = _next - _before;
            if (done < piece.Total)
            {
                var seconds = _begin + piece.SecondsAt(done);
                _next += piece.IsPoisson ? Gap() : 1;

                // Later than any run lasts.
                return seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
            }

            _before += piece.Total;
            _begin += piece.Duration?.TotalSeconds ?? 0;
            _at++;
        }

        return null;
    }

    private double Gap() => -Math.Log(1 - _random.NextDouble());
}
