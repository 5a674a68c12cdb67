using Cicada.Load;
using CsCheck;

namespace Cicada.Tests.Load;

public sealed class WaitSlotsTests
{
    // What happens to a wheel: waits are added so many milliseconds from now, taken out before their time, and time goes on.
    private static readonly Gen<(int Kind, int Number)[]> Histories = Gen.Select(
        Gen.Int[0, 3],
        Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 3 * WaitSlots.Count])).Array[1, 200];

    [Fact]
    public void Each_wait_is_over_with_the_first_turn_at_or_behind_its_millisecond_and_never_before() => Histories.Sample(history =>
    {
        var (slots, now) = (new WaitSlots(), 0L);
        var waiting = new Dictionary<UserWait, long>();
        foreach (var (kind, number) in history)
        {
            switch (kind)
            {
                case 0 or 1:
                    var added = new UserWait();
                    slots.Add(added, now + number);

                    // What is due already comes with the next turn.
                    waiting.Add(added, Math.Max(now + number, now + 1));
                    break;
                case 2 when waiting.Count > 0:
                    var removed = waiting.Keys.ElementAt(number % waiting.Count);
                    Assert.True(slots.Remove(removed));
                    Assert.False(slots.Remove(removed));
                    waiting.Remove(removed);
                    break;
                default:
                    now += number;
                    var over = Taken(slots.TurnTo(now));
                    Assert.Equal(waiting.Where(wait => wait.Value <= now).Select(wait => wait.Key).ToHashSet(), over.ToHashSet());
                    Assert.All(over, wait => Assert.False(wait.IsWaiting));
                    over.ForEach(wait => waiting.Remove(wait));
                    break;
            }

            // It never sleeps past anybody, and only for nobody without an end.
            Assert.Equal(waiting.Count == 0, slots.NextIn() is null);
            Assert.True(waiting.Count == 0 || slots.NextIn() <= Math.Min(waiting.Values.Min() - now, WaitSlots.Count));
            Assert.True(slots.NextIn() is null or > 0);
        }
    });

    [Fact]
    public void Those_of_one_turn_come_in_the_order_they_are_due()
    {
        var slots = new WaitSlots();
        var (late, early) = (new UserWait(), new UserWait());
        slots.Add(late, 30);
        slots.Add(early, 10);

        Assert.Equal([early, late], Taken(slots.TurnTo(100)));
    }

    [Fact]
    public void A_wait_longer_than_the_wheel_is_passed_over_until_it_is_due()
    {
        var slots = new WaitSlots();
        var wait = new UserWait();
        slots.Add(wait, (2 * WaitSlots.Count) + 5);

        Assert.Null(slots.TurnTo(5));
        Assert.Equal(WaitSlots.Count, slots.NextIn());
        Assert.Null(slots.TurnTo(WaitSlots.Count + 5));
        Assert.Null(slots.TurnTo((2 * WaitSlots.Count) + 4));
        Assert.Equal([wait], Taken(slots.TurnTo((2 * WaitSlots.Count) + 5)));
        Assert.Null(slots.NextIn());
    }

    [Fact]
    public void Time_that_stands_still_or_goes_back_ends_nothing()
    {
        var slots = new WaitSlots();
        slots.Add(new UserWait(), 10);
        slots.TurnTo(9);

        Assert.Null(slots.TurnTo(9));
        Assert.Null(slots.TurnTo(3));
        Assert.Equal(1, slots.NextIn());
        Assert.NotNull(slots.TurnTo(10));
    }

    private static List<UserWait> Taken(UserWait? first)
    {
        var taken = new List<UserWait>();
        for (var wait = first; wait is not null; wait = wait.Next)
        {
            taken.Add(wait);
        }

        return taken;
    }
}
