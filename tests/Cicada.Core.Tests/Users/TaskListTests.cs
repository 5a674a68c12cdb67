using Cicada.Users;
using CsCheck;

namespace Cicada.Tests.Users;

public sealed class TaskListTests
{
    [Fact]
    public void Tasks_are_drawn_by_weight()
    {
        var list = new TaskList(TaskOrder.Weighted, [Some.Task("a", 1), Some.Task("b", 3), Some.Task("c", 0.5)]);

        var counts = Draw(list, 45_000, seed: 1).CountBy(name => name).ToDictionary();

        Assert.InRange(counts["a"], 9_600, 10_400);
        Assert.InRange(counts["b"], 29_500, 30_500);
        Assert.InRange(counts["c"], 4_750, 5_250);
    }

    [Fact]
    public void Any_weights_are_kept_over_many_draws() =>
        Gen.Double[0.1, 10].Array[1, 6].Sample(
            weights =>
            {
                var list = new TaskList(TaskOrder.Weighted, [.. weights.Select((weight, index) => Some.Task($"t{index}", weight))]);
                var counts = Draw(list, 20_000, seed: 3).CountBy(name => name).ToDictionary();

                return weights.Select((weight, index) => Math.Abs((counts.GetValueOrDefault($"t{index}") / 20_000.0) - (weight / weights.Sum()))).Max() < 0.02;
            },
            iter: 30);

    [Fact]
    public void A_sequence_repeats_each_task_as_often_as_its_weight_says_and_begins_again()
    {
        var list = new TaskList(TaskOrder.Sequential, [Some.Task("a", 2), Some.Task("b"), Some.Task("c", 3)]);

        var drawn = string.Concat(Draw(list, 9, seed: 1));

        Assert.Equal("aabcccaab", drawn);
    }

    [Fact]
    public void A_chain_begins_with_the_first_task_and_follows_its_transitions()
    {
        var list = new TaskList(TaskOrder.Markov, [Some.Task("a", 1, ("b", 1)), Some.Task("b", 1, ("c", 1)), Some.Task("c", 1, ("a", 1))]);

        var drawn = string.Concat(Draw(list, 7, seed: 1));

        Assert.Equal("abcabca", drawn);
    }

    [Fact]
    public void A_chain_draws_its_transitions_by_weight()
    {
        var list = new TaskList(TaskOrder.Markov, [Some.Task("a", 1, ("a", 1), ("b", 3)), Some.Task("b", 1, ("a", 1))]);

        var drawn = string.Concat(Draw(list, 40_000, seed: 5));

        var afterA = drawn.Zip(drawn.Skip(1)).Where(pair => pair.First == 'a').ToArray();
        Assert.InRange(afterA.Count(pair => pair.Second == 'b') / (double)afterA.Length, 0.735, 0.765);
        Assert.DoesNotContain("bb", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_and_user_number_give_the_same_tasks_again() =>
        Gen.Select(Gen.Int, Gen.Int[0, 100_000]).Sample((seed, number) =>
        {
            var list = new TaskList(TaskOrder.Weighted, [Some.Task("a"), Some.Task("b"), Some.Task("c")]);

            return Draw(list, 20, new Seeds(seed).For(number)).SequenceEqual(Draw(list, 20, new Seeds(seed).For(number)));
        });

    [Fact]
    public void Neighbouring_users_and_seeds_do_different_things()
    {
        var firsts = Enumerable.Range(0, 100).Select(number => new Seeds(42).For(number).Next())
            .Concat(Enumerable.Range(43, 100).Select(seed => new Seeds(seed).For(0).Next()));

        Assert.Equal(200, firsts.Distinct().Count());
    }

    private static List<string> Draw(TaskList list, int count, int seed) => Draw(list, count, new Random(seed));

    private static List<string> Draw(TaskList list, int count, Random random)
    {
        var position = -1;
        var drawn = new List<string>();
        for (var i = 0; i < count; i++)
        {
            drawn.Add(list.Tasks[list.Next(ref position, random)].Name);
        }

        return drawn;
    }
}
