using System.Globalization;
using Cicada.Load;

namespace Cicada;

/// <summary>
/// How many arrivals there are to be a second, minute or hour: the open model, in which visitors come whatever the answers do. Each arrival is one task of a user that is free;
/// see <see cref="Plan.Arrivals"/>.
/// </summary>
/// <remarks>
/// Pieces follow each other: <c>ArrivalRate.Ramp(0, 500, 1.Minutes()).Then(ArrivalRate.Constant(500).For(5.Minutes())).Then(ArrivalRate.Poisson(100))</c>. After the last the rate stays what
/// it is at its end, until the run ends. Rates are from 0 to <see cref="Most"/> a second, fractions are kept.
/// </remarks>
public sealed class ArrivalRate
{
    /// <summary>The highest rate, in arrivals a second: 10 million.</summary>
    public const double Most = 10_000_000;

    private ArrivalRate(IReadOnlyList<ArrivalPiece> pieces) => Pieces = pieces;

    internal IReadOnlyList<ArrivalPiece> Pieces { get; }

    /// <summary>The highest rate there is in it, in arrivals a second.</summary>
    public double Peak => Pieces.Max(piece => Math.Max(piece.From, piece.To) / piece.Per.TotalSeconds);

    /// <summary>Arrivals at equal distances, the first at once.</summary>
    /// <param name="arrivals">How many, 0 or more; fractions are kept.</param>
    /// <param name="per">In which time; a second unless given, from a millisecond to a day.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range; the message says what it may be.</exception>
    public static ArrivalRate Constant(double arrivals, TimeSpan? per = null) => new([Piece(arrivals, arrivals, per, null)]);

    /// <summary>Arrivals by chance, independently of each other, as of many people who do not know of each other: a Poisson process. The run's seed says when.</summary>
    /// <inheritdoc cref="Constant"/>
    public static ArrivalRate Poisson(double arrivals, TimeSpan? per = null) => new([Piece(arrivals, arrivals, per, null) with { IsPoisson = true }]);

    /// <summary>A rate that changes evenly from one to another.</summary>
    /// <param name="from">The rate at the beginning, 0 or more.</param>
    /// <param name="to">The rate at the end, 0 or more.</param>
    /// <param name="duration">How long that takes, above 0 and at most 49 days.</param>
    /// <param name="per">What both are per; a second unless given, from a millisecond to a day.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or the time is out of range; the message says what it may be.</exception>
    public static ArrivalRate Ramp(double from, double to, TimeSpan duration, TimeSpan? per = null) => new([Piece(from, to, per, Checked(duration))]);

    /// <summary>The same, for a time; what follows begins then.</summary>
    /// <param name="duration">How long, above 0 and at most 49 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of range.</exception>
    /// <exception cref="InvalidOperationException">It has a time already.</exception>
    public ArrivalRate For(TimeSpan duration) => Pieces[^1].Duration is null
        ? new([.. Pieces.Take(Pieces.Count - 1), Pieces[^1] with { Duration = Checked(duration) }])
        : throw new InvalidOperationException($"The rate '{Pieces[^1]}' has a time already. Leave the second one out.");

    /// <summary>This rate, and after it another.</summary>
    /// <param name="next">What follows.</param>
    /// <exception cref="InvalidOperationException">This rate never ends, since no time was given for it.</exception>
    public ArrivalRate Then(ArrivalRate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return Pieces[^1].Duration is not null
            ? new([.. Pieces, .. next.Pieces])
            : throw new InvalidOperationException($"The rate '{Pieces[^1]}' never ends, so nothing can follow it. Say how long it is to last, for instance by For(1.Minutes()).");
    }

    /// <summary>As <c>--arrival-rate</c> takes it: <c>ramp 0..500/s 1m, 500/s</c>.</summary>
    public override string ToString() => string.Join(", ", Pieces);

    private static ArrivalPiece Piece(double from, double to, TimeSpan? per, TimeSpan? duration)
    {
        var unit = per ?? TimeSpan.FromSeconds(1);
        if (unit < TimeSpan.FromMilliseconds(1) || unit > TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(nameof(per), $"The rate is per '{unit}'; that is from a millisecond to a day. Give for instance a second.");
        }

        return new(Checked(from, unit), Checked(to, unit), unit, duration, IsPoisson: false);
    }

    private static double Checked(double rate, TimeSpan per) => rate >= 0 && rate / per.TotalSeconds <= Most
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), string.Create(CultureInfo.InvariantCulture, $"The rate is '{rate}'; it is 0 or more, and at most {Most:#,0} a second. Give another."));

    private static TimeSpan Checked(TimeSpan duration) => duration > TimeSpan.Zero && duration <= TimeSpan.FromDays(49)
        ? duration
        : throw new ArgumentOutOfRangeException(nameof(duration), $"The time is '{duration}'; it is more than zero and at most 49 days. Give another.");
}
