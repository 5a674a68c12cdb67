using Cicada.Import;
using CsCheck;

namespace Cicada.Tests.Import;

public sealed class UniqueTimesTests
{
    [Fact]
    public void No_two_are_the_same_and_the_same_file_gives_the_same() =>
        Gen.Long[0, 40].Array[0, 300].Sample(times =>
        {
            var claimed = Claim(times);

            Assert.Equal(times.Length, claimed.Distinct().Count());
            Assert.Equal(claimed, Claim(times));
            Assert.All(times.Zip(claimed), pair => Assert.True(pair.Second >= pair.First));
        });

    [Fact]
    public void Times_that_are_unique_stay_as_they_are() =>
        Gen.Long[0, 1_000_000].Array[0, 100].Select(times => times.Distinct().ToArray()).Sample(times => Assert.Equal(times, Claim(times)));

    [Fact]
    public void Equal_times_are_moved_by_nanoseconds_in_their_order() => Assert.Equal([5, 6, 7, 8], Claim([5, 5, 6, 5]));

    // Files of two generators, one put behind the other.
    [Fact]
    public void What_is_older_than_all_that_is_remembered_stays_apart_within_its_millisecond()
    {
        long[] times = [.. Enumerable.Range(0, 5_000).Select(i => i * 1_000_000L)];
        var unique = new UniqueTimes(remembered: 100);

        var claimed = times.Concat(times).Select(unique.Claim).ToList();

        Assert.Equal(10_000, claimed.Distinct().Count());
        Assert.All(claimed.Zip(times.Concat(times)), pair => Assert.InRange(pair.First - pair.Second, 0, 999_999));
    }

    private static List<long> Claim(IEnumerable<long> times)
    {
        var unique = new UniqueTimes();
        return [.. times.Select(unique.Claim)];
    }
}
