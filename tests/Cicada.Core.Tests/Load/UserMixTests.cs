using Cicada.Load;
using Cicada.Users;
using CsCheck;

namespace Cicada.Tests.Load;

public sealed class UserMixTests
{
    [Fact]
    public void Users_are_spread_evenly_by_weight()
    {
        var mix = new UserMix([Some.UserType(weight: 3), Some.UserType(weight: 1)]);

        var order = string.Concat(Enumerable.Range(0, 8).Select(number => mix.TypeOf(number).Weight));

        Assert.Equal(6, order.Count(c => c == '3'));
        Assert.Equal(1, order[..4].Count(c => c == '1'));
        Assert.Equal(1, order[4..].Count(c => c == '1'));
    }

    [Fact]
    public void Fixed_counts_come_first_and_in_turn()
    {
        UserType two = Some.UserType(fixedCount: 2), one = Some.UserType(fixedCount: 1), weighted = Some.UserType(weight: 1);
        var mix = new UserMix([weighted, two, one]);

        var order = Enumerable.Range(0, 5).Select(mix.TypeOf);

        Assert.Equal([two, one, two, weighted, weighted], order);
        Assert.Equal(3, mix.FixedUsers);
        Assert.Equal(int.MaxValue, mix.MaximumUsers);
    }

    [Fact]
    public void A_fixed_count_makes_the_weight_meaningless()
    {
        UserType both = Some.UserType(weight: 1000, fixedCount: 1), other = Some.UserType(weight: 1);
        var mix = new UserMix([both, other]);

        Assert.Equal(1, mix.CountOf(both, 100));
        Assert.Equal(99, mix.CountOf(other, 100));
    }

    [Fact]
    public void With_fixed_counts_only_their_sum_is_the_most_there_can_be()
    {
        var mix = new UserMix([Some.UserType(fixedCount: 2), Some.UserType(fixedCount: 3), Some.UserType(weight: 0)]);

        Assert.Equal(5, mix.MaximumUsers);
    }

    [Fact]
    public void A_type_of_weight_0_has_no_users()
    {
        var none = Some.UserType(weight: 0);
        var mix = new UserMix([none, Some.UserType(weight: 2), Some.UserType(weight: 0.5)]);

        Assert.Equal(0, mix.CountOf(none, 1000));
    }

    [Fact]
    public void Any_number_of_users_is_mixed_to_within_one_user_of_the_ideal() =>
        Gen.Select(Gen.Double[0.01, 100].Array[1, 12], Gen.Int[1, 600]).Sample((weights, users) =>
        {
            var types = weights.Select(weight => Some.UserType(weight)).ToArray();
            var mix = new UserMix(types);

            return types.All(type => Math.Abs(mix.CountOf(type, users) - (type.Weight / weights.Sum() * users)) < 1 + 1e-6);
        });

    [Fact]
    public void Counts_are_the_same_in_whatever_order_they_are_asked_for() =>
        Gen.Select(Gen.Int[1, 9].Array[1, 5], Gen.Int[0, 300].Array[1, 20]).Sample((weights, asked) =>
        {
            var types = weights.Select(weight => Some.UserType(weight)).ToArray();
            var mix = new UserMix(types);

            return asked.All(users => types.All(type =>
                mix.CountOf(type, users) == Enumerable.Range(0, users).Count(number => ReferenceEquals(mix.TypeOf(number), type))));
        });

    [Fact]
    public void Several_threads_may_ask_at_once()
    {
        var types = Enumerable.Range(1, 5).Select(weight => Some.UserType(weight)).ToArray();
        var alone = new UserMix(types);
        var expected = Enumerable.Range(0, 20_000).Select(alone.TypeOf).ToArray();

        var mix = new UserMix(types);
        var seen = new UserType[20_000];
        Parallel.For(0, 4, worker =>
        {
            for (var number = worker; number < seen.Length; number += 4)
            {
                seen[number] = mix.TypeOf(number);
                if (number % 1000 == 0)
                {
                    mix.CountOf(types[0], number);
                }
            }
        });

        Assert.Equal(expected, seen);
    }
}
