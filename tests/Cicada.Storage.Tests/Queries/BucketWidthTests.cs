using Cicada.Storage.Queries;
using CsCheck;

namespace Cicada.Storage.Tests.Queries;

public sealed class BucketWidthTests
{
    [Theory]
    [InlineData(60, 1200, 1)]
    [InlineData(1200, 1200, 1)]
    [InlineData(1201, 1200, 2)]
    [InlineData(3600, 1200, 5)]
    [InlineData(6 * 3600, 1200, 30)]
    [InlineData(7 * 3600, 1200, 60)]        // whole minutes, which are merged already
    [InlineData(24 * 3600, 1200, 120)]
    [InlineData(7 * 86_400, 1200, 600)]
    [InlineData(3 * 86_400, 2, 2 * 86_400)]
    [InlineData(0.4, 60, 1)]
    public void The_narrowest_width_people_read_is_chosen(double seconds, int points, int width)
    {
        Assert.Equal(width, BucketWidth.For(TimeSpan.FromSeconds(seconds), points).TotalSeconds);
    }

    [Fact]
    public void There_are_never_more_buckets_than_wanted()
    {
        Gen.Select(Gen.Double[0, 1e7], Gen.Int[1, 2000]).Sample((seconds, points) =>
            Math.Ceiling(seconds / BucketWidth.For(TimeSpan.FromSeconds(seconds), points).TotalSeconds) <= points);
    }
}
