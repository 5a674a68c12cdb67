using CsCheck;

namespace Cicada.Tests.Users;

public sealed class WaitTimeTests
{
    [Fact]
    public void Constant_is_always_the_same()
    {
        var wait = WaitTime.Constant(1.5);

        Assert.All(Draw(wait, 10), pause => Assert.Equal(TimeSpan.FromSeconds(1.5), pause));
    }

    [Fact]
    public void None_is_no_pause() => Assert.Equal(TimeSpan.Zero, Draw(WaitTime.None, 1)[0]);

    [Fact]
    public void Between_stays_within_its_bounds_and_is_spread_evenly()
    {
        var pauses = Draw(WaitTime.Between(1, 3), 20_000);

        Assert.All(pauses, pause => Assert.InRange(pause.TotalSeconds, 1, 3));
        Assert.InRange(pauses.Average(pause => pause.TotalSeconds), 1.98, 2.02);
        Assert.InRange(pauses.Count(pause => pause.TotalSeconds < 1.5), 4_800, 5_200);
    }

    [Fact]
    public void Poisson_has_the_mean_and_the_spread_of_an_exponential_distribution()
    {
        var pauses = Draw(WaitTime.Poisson(4), 50_000).Select(pause => pause.TotalSeconds).ToArray();

        Assert.InRange(pauses.Average(), 0.245, 0.255);
        Assert.InRange(pauses.Count(pause => pause > 0.25) / 50_000.0, Math.Exp(-1) - 0.01, Math.Exp(-1) + 0.01);
    }

    [Fact]
    public void Poisson_by_mean_pause_is_Poisson_by_rate() =>
        Assert.Equal(Draw(WaitTime.Poisson(0.5), 5), Draw(WaitTime.Poisson(TimeSpan.FromSeconds(2)), 5));

    [Theory]
    [InlineData(10, 3, 7)] // what is left of the interval
    [InlineData(10, 0, 10)]
    [InlineData(10, 10, 0)]
    [InlineData(10, 25, -15)] // overrun: no pause, whatever was missed
    public void Pacing_waits_for_what_is_left_of_its_interval(double interval, double passed, double pause)
    {
        var wait = WaitTime.ConstantPacing(interval);

        var actual = wait.Next(new WaitContext(null!, new Random(1), TimeSpan.FromSeconds(passed)));

        Assert.Equal(TimeSpan.FromSeconds(pause), actual);
    }

    [Fact]
    public void Throughput_is_pacing_by_its_inverse()
    {
        var wait = WaitTime.ConstantThroughput(4);

        Assert.Equal(TimeSpan.FromSeconds(0.25), Draw(wait, 1)[0]);
    }

    [Fact]
    public void A_pause_of_your_own_sees_the_users_chance()
    {
        var wait = WaitTime.Custom(context => TimeSpan.FromSeconds(context.Random.Next(1, 4)));

        Assert.Equal([1, 2, 3], Draw(wait, 200).Select(pause => pause.TotalSeconds).Distinct().Order());
    }

    [Fact]
    public void The_same_chance_gives_the_same_pauses() =>
        Gen.Int.Sample(seed => Draw(WaitTime.Between(0, 9), 5, seed).SequenceEqual(Draw(WaitTime.Between(0, 9), 5, seed)));

    public static TheoryData<string, Func<WaitTime>> Mistakes => new()
    {
        { "The wait time is '-1' seconds; it must be between 0 and 4233600. Give 0 for no pause.", () => WaitTime.Constant(-1) },
        { "The wait time is 'NaN' seconds; it must be between 0 and 4233600. Give 0 for no pause.", () => WaitTime.Constant(double.NaN) },
        { "The wait time is '-00:00:01'; it must be between zero and 49 days. Give TimeSpan.Zero for no pause.", () => WaitTime.Constant(TimeSpan.FromSeconds(-1)) },
        { "The wait time is '50.00:00:00'; it must be between zero and 49 days. Give TimeSpan.Zero for no pause.", () => WaitTime.ConstantPacing(TimeSpan.FromDays(50)) },
        { "The wait time runs from '00:00:02' to '00:00:01'; the second must not be shorter than the first. Swap them.", () => WaitTime.Between(2, 1) },
        { "The throughput is '0' tasks a second; it must be greater than 0. Give a positive rate.", () => WaitTime.ConstantThroughput(0) },
        { "The rate is '-1' a second; it must be greater than 0. Give a positive rate.", () => WaitTime.Poisson(-1) },
        { "The mean pause is '00:00:00'; it must be longer than zero. Give a longer one.", () => WaitTime.Poisson(TimeSpan.Zero) },
        { "The time per task is '00:00:00'; it must be longer than zero. Give a longer one.", () => WaitTime.ConstantThroughput(TimeSpan.Zero) },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_gets_a_sentence(string sentence, Func<WaitTime> make)
    {
        var mistake = Assert.Throws<ArgumentOutOfRangeException>(() => make());

        Assert.StartsWith(sentence, mistake.Message, StringComparison.Ordinal);
    }

    private static List<TimeSpan> Draw(WaitTime wait, int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => wait.Next(new WaitContext(null!, random, TimeSpan.Zero)))];
    }
}
