using Cicada.Load;
using CsCheck;

namespace Cicada.Tests.Load;

public sealed class SpawnPlanTests
{
    private static readonly Gen<SpawnPlan> Plans = Gen.Select(
        Gen.Int[0, 5_000], Gen.Int[0, 5_000], Gen.OneOf(Gen.Double[0.001, 1], Gen.Double[1, 100], Gen.Double[100, 20_000], Gen.Int[1, 5_000].Select(rate => (double)rate)), Gen.Int[0, 100_000],
        (from, to, rate, start) => new SpawnPlan(from, to, rate, TimeSpan.FromMilliseconds(start)));

    [Theory]
    [InlineData(0, 10, 1, 0, 0, 1)] // the first user is there at once
    [InlineData(0, 10, 1, 0, 0.999, 1)] // the second is not early
    [InlineData(0, 10, 1, 0, 1, 2)] // and not late
    [InlineData(0, 10, 1, 0, 9, 10)] // the last one comes at (n − 1) ÷ rate
    [InlineData(0, 10, 1, 0, 1000, 10)] // and then no more
    [InlineData(0, 10, 0.5, 0, 1.999, 1)] // one every two seconds
    [InlineData(0, 10, 0.5, 0, 2, 2)]
    [InlineData(0, 100, 100, 0, 0.5, 51)] // many a second
    [InlineData(0, 1_000_000, 1_000_000, 0, 1, 1_000_000)] // all within a second
    [InlineData(10, 0, 1, 0, 0, 9)] // down: the first goes at once
    [InlineData(10, 0, 1, 0, 9, 0)]
    [InlineData(10, 4, 2, 0, 1, 7)]
    [InlineData(5, 5, 1, 0, 100, 5)] // nothing to do
    [InlineData(3, 9, 1, 60, 59.9, 3)] // not begun yet
    [InlineData(3, 9, 1, 60, 60, 4)]
    [InlineData(3, 9, 1, 60, 62, 6)]
    public void Users_at_a_moment(int from, int to, double rate, double start, double at, int users)
    {
        var plan = new SpawnPlan(from, to, rate, TimeSpan.FromSeconds(start));

        var actual = plan.UsersAt(TimeSpan.FromSeconds(at));

        Assert.Equal(users, actual);
    }

    [Fact]
    public void There_are_never_more_or_fewer_users_than_between_the_two_numbers() =>
        Gen.Select(Plans, Gen.Long[0, 40_000_000_000]).Sample((plan, ticks) =>
        {
            var users = plan.UsersAt(TimeSpan.FromTicks(ticks));

            return users >= Math.Min(plan.From, plan.To) && users <= Math.Max(plan.From, plan.To);
        });

    [Fact]
    public void The_number_only_moves_towards_its_goal() =>
        Gen.Select(Plans, Gen.Long[0, 4_000_000_000], Gen.Long[0, 100_000_000]).Sample((plan, ticks, later) =>
        {
            var before = plan.UsersAt(TimeSpan.FromTicks(ticks));
            var after = plan.UsersAt(TimeSpan.FromTicks(ticks + later));

            return plan.To >= plan.From ? after >= before : after <= before;
        });

    [Fact]
    public void Each_next_user_is_due_exactly_at_its_number_divided_by_the_rate() =>
        Gen.Select(Plans, Gen.Int[1, 4_999]).Sample((plan, number) =>
        {
            var steps = Math.Abs(plan.To - plan.From);
            if (number >= steps)
            {
                return true;
            }

            var moment = plan.Start + TimeSpan.FromSeconds(number / plan.Rate);

            var before = Math.Abs(plan.UsersAt(moment - TimeSpan.FromTicks(20)) - plan.From);
            var after = Math.Abs(plan.UsersAt(moment + TimeSpan.FromTicks(20)) - plan.From);
            return (plan.Rate > 10_000 || before <= number) && after >= number + 1;
        });

    [Fact]
    public void At_the_next_change_the_number_has_changed() =>
        Gen.Select(Plans, Gen.Long[0, 4_000_000_000]).Sample((plan, ticks) =>
        {
            var now = TimeSpan.FromTicks(ticks);

            var next = plan.NextChange(now);

            return next is null
                ? plan.UsersAt(now) == plan.To
                : next > now && plan.UsersAt(next.Value) != plan.UsersAt(now);
        });

    [Fact]
    public void A_rate_that_would_take_centuries_is_no_error()
    {
        var plan = new SpawnPlan(0, 2, 1e-15, TimeSpan.Zero);

        var next = plan.NextChange(TimeSpan.FromHours(1));

        Assert.True(next > TimeSpan.FromDays(365));
    }
}
