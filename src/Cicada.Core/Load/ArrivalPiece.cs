using System.Globalization;

namespace Cicada.Load;

/// <summary>A stretch of an arrival rate that is constant or changes evenly. Pure arithmetic; rates are arrivals per <see cref="Per"/>.</summary>
/// <param name="From">The rate at its beginning.</param>
/// <param name="To">The rate at its end.</param>
/// <param name="Per">What the rates are per.</param>
/// <param name="Duration">How long it lasts; null until the run ends.</param>
/// <param name="IsPoisson">Whether arrivals come by chance, independently of each other, and not evenly spaced.</param>
internal readonly record struct ArrivalPiece(double From, double To, TimeSpan Per, TimeSpan? Duration, bool IsPoisson)
{
    /// <summary>How many arrivals the rate makes in it, fractions included.</summary>
    public double Total => Duration is { } duration ? (First + Last) / 2 * duration.TotalSeconds : First > 0 ? double.PositiveInfinity : 0;

    private double First => From / Per.TotalSeconds;

    private double Last => To / Per.TotalSeconds;

    /// <summary>
    /// When so many arrivals have been made, in seconds since its beginning: the t at which the integral of the rate, first × t + (last − first) ÷ duration × t² ÷ 2, is so many. In the form of
    /// the root that loses no digits where the rate hardly changes.
    /// </summary>
    /// <param name="arrivals">From 0 to less than <see cref="Total"/>.</param>
    public double SecondsAt(double arrivals)
    {
        var slope = Duration is { } duration ? (Last - First) / duration.TotalSeconds : 0;
        var root = Math.Sqrt(Math.Max(0, (First * First) + (2 * slope * arrivals)));
        return arrivals == 0 ? 0 : 2 * arrivals / (First + root);
    }

    public override string ToString()
    {
        var per = Per == TimeSpan.FromSeconds(1) ? "s" : Per == TimeSpan.FromMinutes(1) ? "m" : Per == TimeSpan.FromHours(1) ? "h" : StageText.Of(Per);
        var rate = From.Equals(To) ? $"{Number(From)}/{per}" : $"ramp {Number(From)}..{Number(To)}/{per}";
        return $"{(IsPoisson ? "poisson " : "")}{rate}{(Duration is { } duration ? $" {StageText.Of(duration)}" : "")}";
    }

    private static string Number(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);
}
