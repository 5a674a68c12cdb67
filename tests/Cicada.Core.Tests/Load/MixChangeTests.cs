using Cicada.Load;
using CsCheck;

namespace Cicada.Tests.Load;

public sealed class MixChangeTests
{
    [Fact]
    public void Users_who_are_wanted_elsewhere_take_a_place_there_and_only_the_others_are_replaced()
    {
        string?[] there = ["a", "b", "a", "b"];
        string[] wanted = ["a", "a", "b", "a"];

        var change = Change(there, wanted);

        Assert.Equal([(1, 2)], change.Swaps);
        Assert.Equal([3], change.Replacements);
    }

    [Fact]
    public void A_place_nobody_has_stays_empty_though_it_may_be_another_one()
    {
        string?[] there = ["a", null, "a"];
        string[] wanted = ["b", "a", "a"];

        var change = Change(there, wanted);

        Assert.Equal([(1, 0)], change.Swaps);
        Assert.Empty(change.Replacements);
    }

    [Fact]
    public void As_few_users_as_possible_are_replaced_and_everybody_else_is_where_the_mix_wants_one_like_that() =>
        Gen.Int[1, 40].SelectMany(count => Gen.Select(Gen.Int[-1, 3].Array[count], Gen.Int[0, 3].Array[count])).Sample((there, wanted) =>
        {
            string?[] types = [.. there.Select(type => type < 0 ? null : $"t{type}")];
            string[] mix = [.. wanted.Select(type => $"t{type}")];

            var change = Change(types, mix);

            var after = types.ToArray();
            foreach (var (one, other) in change.Swaps)
            {
                (after[one], after[other]) = (after[other], after[one]);
            }

            var kept = types.OfType<string>().GroupBy(type => type).Sum(type => Math.Min(type.Count(), mix.Count(other => other == type.Key)));
            return after.Index().All(place => place.Item is null || place.Item == mix[place.Index] || change.Replacements.Contains(place.Index))
                && change.Replacements.All(place => after[place] is { } type && type != mix[place])
                && types.Count(type => type is not null) - change.Replacements.Count == kept;
        });

    private static MixChange Change(string?[] there, string[] wanted) =>
        MixChange.Of([.. there.Select((type, place) => (place, type))], place => wanted[place]);
}
