using Cicada.Load;
using CsCheck;

namespace Cicada.Tests.Load;

public sealed class LatenessTests
{
    [Fact]
    public void Nobody_was_late_when_nothing_was_added() => Assert.Equal(0, new Lateness().Take(99));

    [Fact]
    public void A_percentile_is_at_most_an_eighth_above_the_true_one() =>
        Gen.Select(Gen.Long[1, 10_000_000_000].Array[1, 500], Gen.Double[1, 100]).Sample((values, percentile) =>
        {
            var lateness = new Lateness();
            Array.ForEach(values, lateness.Add);
            var exact = values.Order().ElementAt((int)Math.Ceiling(values.Length * percentile / 100) - 1) / 1e6;

            var taken = lateness.Take(percentile);

            return taken >= exact && taken <= (exact * 1.126) + 2e-6;
        });

    [Fact]
    public void What_was_taken_is_forgotten()
    {
        var lateness = new Lateness();
        lateness.Add(5_000_000);

        lateness.Take(99);

        Assert.Equal(0, lateness.Take(99));
    }

    [Fact]
    public void Waking_too_early_counts_as_not_late()
    {
        var lateness = new Lateness();

        lateness.Add(-5_000_000);

        Assert.True(lateness.Take(100) < 0.001);
    }
}
