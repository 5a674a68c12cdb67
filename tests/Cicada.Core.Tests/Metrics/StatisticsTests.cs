using Cicada.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Core.Tests.Metrics;

public sealed class StatisticsTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Where_seconds_are_closed_late_each_request_is_counted_in_its_own()
    {
        var clock = new RunClock(new FakeTimeProvider());
        var start = clock.StartNanoseconds;
        var statistics = new Statistics(clock);
        statistics.SetIntervalEnd(start + Second);

        // The first second is still open when those of the third are over.
        statistics.Add([At(0.5), At(1.5), At(2.5), At(2.6), At(3.5)]);

        Assert.Equal(1, Count(statistics.TakeInterval(start + Second, start + (2 * Second))));
        Assert.Equal(1, Count(statistics.TakeInterval(start + (2 * Second), start + (3 * Second))));
        Assert.Equal(2, Count(statistics.TakeInterval(start + (3 * Second), start + (4 * Second))));
        Assert.Equal(1, Count(statistics.TakeLast(start + (4 * Second))));

        RequestSample At(double seconds) =>
            new() { Key = new(0, "GET", "/", "ShopUser"), CompletedNanoseconds = start + (long)(seconds * Second), ResponseNanoseconds = 1_000_000 };
    }

    private static long Count(IReadOnlyList<Observation> taken) => taken.OfType<RequestStatistics>().Where(figures => figures.Name == RequestStatistics.All).Sum(figures => figures.Count);
}
