using Cicada.Storage.Queries;
using CsCheck;

namespace Cicada.Storage.Tests.Queries;

public sealed class BucketGridTests
{
    [Theory]
    [InlineData(0, 45, 1, 0, 45, 44, 45, "whole seconds")]
    [InlineData(0, 45.0012, 1, 0, 45, 44, 45.0012, "a millisecond more belongs to the last second")]
    [InlineData(0, 45.4999, 1, 0, 45, 44, 45.4999, "as does anything below half a second")]
    [InlineData(0, 45.5, 1, 0, 46, 45, 45.5, "half a second is one of its own")]
    [InlineData(0, 45.999, 1, 0, 46, 45, 45.999, "and so is nearly a whole one")]
    [InlineData(0, 45.06, 10, 0, 5, 40, 45.06, "in a wide bucket there is room for it")]
    [InlineData(0, 40.06, 10, 0, 4, 30, 40.06, "but it does not open one")]
    [InlineData(0, 41, 10, 0, 5, 40, 41, "which a second does")]
    [InlineData(0, 0.3, 1, 0, 1, 0, 0.3, "a run that short is one bucket all the same")]
    [InlineData(0, 0, 1, 0, 0, 0, 0, "and one that has not begun is none")]
    [InlineData(30, 45.06, 1, 30, 15, 44, 45.06, "a window at the end")]
    [InlineData(9.9, 12, 1, 10, 2, 11, 12, "what is too short at the beginning goes into the second bucket")]
    [InlineData(9.5, 12, 1, 9, 3, 11, 12, "half of one is enough there too")]
    [InlineData(9.9, 10.2, 1, 9, 1, 9.9, 10.2, "and something is always left")]
    [InlineData(0, 2.03, 0.1, 0, 20, 1.9, 2.03, "of buckets narrower than a second it is half a width")]
    [InlineData(0, 2.05, 0.1, 0, 21, 2, 2.05, "no more and no less")]
    public void What_is_shorter_than_half_a_second_is_no_bucket_of_its_own(
        double from, double to, double width, long first, long count, double lastFrom, double lastTo, string gloss)
    {
        var grid = new BucketGrid(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to), TimeSpan.FromSeconds(width));

        Assert.True((first, count) == (grid.First, grid.Count), gloss);
        Assert.Equal(count == 0 ? default : (TimeSpan.FromSeconds(lastFrom), TimeSpan.FromSeconds(lastTo)), count == 0 ? default : grid.Bounds(count - 1));
    }

    [Fact]
    public void Buckets_follow_each_other_from_the_windows_beginning_to_its_end_and_whatever_lies_in_one_is_found_there() =>
        Gen.Select(Gen.Long[0, 900_000_000], Gen.Long[1, 900_000_000], Gen.OneOf(Gen.Long[1, 9], Gen.Long[10, 600]), Gen.Double[0, 1]).Sample((from, length, tenths, at) =>
        {
            var width = TimeSpan.FromSeconds(tenths / 10.0);
            var (begin, end) = (TimeSpan.FromTicks(from), TimeSpan.FromTicks(from + length));
            var grid = new BucketGrid(begin, end, width);

            Assert.Equal((begin, end), (grid.Bounds(0).From, grid.Bounds(grid.Count - 1).To));
            var time = from + (long)(at * (length - 1));
            var index = grid.IndexOf(time * 100);
            var (bucketFrom, bucketTo) = grid.Bounds(index);
            Assert.InRange(time, bucketFrom.Ticks, bucketTo.Ticks - 1);
            Assert.Equal(index == 0 ? begin : grid.Bounds(index - 1).To, bucketFrom);

            // Half a second at least, or half a width, unless that is all there is.
            Assert.True(grid.Count == 1 || bucketTo - bucketFrom >= TimeSpan.FromTicks(Math.Min(BucketGrid.Shortest.Ticks, width.Ticks / 2)));
        });
}
