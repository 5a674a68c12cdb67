using Cicada.Load;
using CsCheck;

namespace Cicada.Tests.Load;

public sealed class SegmentTests
{
    [Fact]
    public void The_shares_of_all_workers_are_exactly_the_whole() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 10_000]).Sample((workers, user) =>
            Enumerable.Range(0, workers).Count(index => new Segment(index, workers).Contains(user)) == 1);

    [Fact]
    public void The_shares_of_any_number_of_users_differ_by_at_most_one() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[0, 500]).Sample((workers, users) =>
        {
            var shares = Enumerable.Range(0, workers).Select(index => Enumerable.Range(0, users).Count(new Segment(index, workers).Contains)).ToArray();

            return shares.Sum() == users && shares.Max() - shares.Min() <= 1;
        });

    [Fact]
    public void The_only_worker_has_everything() => Assert.True(Segment.Whole.Contains(0) && Segment.Whole.Contains(int.MaxValue));
}
