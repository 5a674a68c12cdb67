using Cicada.Load;
using CsCheck;

namespace Cicada.Tests.Load;

public sealed class ArrivalScheduleTests
{
    private static readonly Gen<ArrivalRate> Rates = Gen.Select(
            Gen.Double[0.1, 5_000], Gen.Double[0, 5_000], Gen.Double[0.5, 30], Gen.Bool)
        .Select((from, to, seconds, isRamp) => isRamp ? ArrivalRate.Ramp(from, to, TimeSpan.FromSeconds(seconds)) : ArrivalRate.Constant(from).For(TimeSpan.FromSeconds(seconds)))
        .Array[1, 4].Select(pieces => pieces.Aggregate((first, second) => first.Then(second)));

    [Theory]
    [InlineData(500, 1, 0.002)]
    [InlineData(0.5, 1, 2)]
    [InlineData(30, 60, 2)]
    [InlineData(90, 3600, 40)]
    public void Arrivals_of_a_constant_rate_come_at_equal_distances_the_first_at_once(double arrivals, double perSeconds, double distance)
    {
        var schedule = Of(ArrivalRate.Constant(arrivals, TimeSpan.FromSeconds(perSeconds)));

        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(i * distance, schedule.Next()!.Value.TotalSeconds, 6);
        }
    }

    [Fact]
    public void The_millionth_arrival_is_as_exact_as_the_first()
    {
        var schedule = Of(ArrivalRate.Constant(3));
        TimeSpan? last = null;
        for (var i = 0; i <= 999_999; i++)
        {
            last = schedule.Next();
        }

        Assert.Equal(333_333.0, last!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void A_ramp_brings_as_many_as_its_area()
    {
        // From 0 to 100 a second in 10 s: t² × 5 after t seconds.
        var moments = Until(Of(ArrivalRate.Ramp(0, 100, TimeSpan.FromSeconds(10))), 10);

        Assert.Equal(500, moments.Count);
        Assert.All(moments.Index(), moment => Assert.Equal(moment.Index, 5 * Math.Pow(moment.Item.TotalSeconds, 2), 3));
    }

    [Fact]
    public void After_its_last_piece_the_rate_stays_what_it_is_at_its_end()
    {
        var moments = Until(Of(ArrivalRate.Ramp(0, 100, TimeSpan.FromSeconds(10))), 20);

        Assert.Equal(1500, moments.Count);
    }

    [Fact]
    public void A_pause_brings_nobody_and_does_not_shift_what_follows()
    {
        var moments = Until(Of(ArrivalRate.Constant(10).For(TimeSpan.FromSeconds(1)).Then(ArrivalRate.Constant(0).For(TimeSpan.FromSeconds(5))).Then(ArrivalRate.Constant(10))), 7);

        Assert.Equal(20, moments.Count);
        Assert.Equal([TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(6)], moments.Skip(9).Take(2));
    }

    [Fact]
    public void A_rate_that_ends_at_nothing_brings_nobody_any_more()
    {
        var schedule = Of(ArrivalRate.Ramp(10, 0, TimeSpan.FromSeconds(2)));

        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => schedule.Next() is not null));
    }

    [Fact]
    public void After_any_time_as_many_have_come_as_the_rate_says_within_one() => Gen.Select(Rates, Gen.Double[0.01, 60]).Sample((rate, seconds) =>
    {
        var count = Until(Of(rate), seconds).Count;

        return Math.Abs(count - Integral(rate, seconds)) <= 1 + 1e-6;
    }, iter: 200);

    [Fact]
    public void Each_comes_after_the_one_before() => Rates.Sample(rate =>
    {
        var schedule = Of(rate);
        var moments = Enumerable.Range(0, 2000).Select(_ => schedule.Next()).TakeWhile(moment => moment is not null).ToList();
        return moments.Zip(moments.Skip(1)).All(pair => pair.First <= pair.Second);
    }, iter: 100);

    [Fact]
    public void Arrivals_by_chance_are_as_many_on_average_and_as_uneven_as_chance_is()
    {
        var moments = Until(Of(ArrivalRate.Poisson(1000)), 100);
        var gaps = moments.Zip(moments.Skip(1)).Select(pair => (pair.Second - pair.First).TotalSeconds).ToList();
        var mean = gaps.Average();

        // Four standard deviations of a Poisson number of mean 100,000; and the deviation of exponential gaps is their mean.
        Assert.InRange(moments.Count, 98_735, 101_265);
        Assert.Equal(1, Math.Sqrt(gaps.Average(gap => Math.Pow(gap - mean, 2))) / mean, 0.05);
    }

    [Fact]
    public void The_same_seed_brings_the_same_arrivals() =>
        Assert.Equal(Until(new(ArrivalRate.Poisson(100), new Random(3)), 5), Until(new(ArrivalRate.Poisson(100), new Random(3)), 5));

    private static ArrivalSchedule Of(ArrivalRate rate) => new(rate, new Random(7));

    private static List<TimeSpan> Until(ArrivalSchedule schedule, double seconds)
    {
        List<TimeSpan> moments = [];
        while (schedule.Next() is { } moment && moment < TimeSpan.FromSeconds(seconds))
        {
            moments.Add(moment);
        }

        return moments;
    }

    private static double Integral(ArrivalRate rate, double seconds)
    {
        var (sum, left) = (0.0, seconds);
        foreach (var piece in rate.Pieces)
        {
            var duration = piece.Duration!.Value.TotalSeconds;
            var part = Math.Min(left, duration);
            sum += (piece.From * part) + ((piece.To - piece.From) / duration * part * part / 2);
            left -= part;
        }

        return sum + (left * rate.Pieces[^1].To);
    }
}
