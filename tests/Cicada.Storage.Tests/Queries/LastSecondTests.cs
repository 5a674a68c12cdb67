using Cicada.Storage.Queries;

namespace Cicada.Storage.Tests.Queries;

/// <summary>What is said about the end of a run, which never is a whole second.</summary>
public sealed class LastSecondTests : IDisposable
{
    private const long Millisecond = 1_000_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly TemporaryStore _store = new();

    public static TheoryData<double, bool, int> Ends => new()
    {
        // A run ends before its last second is told (50 ms after it is over), or after.
        { 1.2, true, 30 },
        { 60, false, 30 },
        { 499, false, 30 },
        { 700, false, 31 },
    };

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Ends))]
    public void Seconds_are_as_many_as_the_length_rounded_and_the_last_has_what_happened_in_it(double restMilliseconds, bool isJoined, int seconds)
    {
        var (load, length) = Recorded(restMilliseconds, isJoined);
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");

        foreach (var source in new[] { query.Merged(), query.Exact() })
        {
            var course = source.Course(Second);

            long[] expected = [.. Enumerable.Range(0, seconds).Select(second => (long)load.Within(second, second == seconds - 1 ? length + 1 : second + 1).Count())];
            Assert.Equal(Enumerable.Range(0, seconds).Select(second => (double)second), course.Time);
            Assert.Equal((length, length), (course.To, course.Until));
            Assert.Equal(expected, Counts(course));
            Assert.Equal(expected, source.LatencyCourse(Second).Counts.Select(row => row.Sum()));
            Assert.Equal(expected, source.LatencyMap(Second).Counts.Select(row => row.Sum()));
            Assert.Equal(expected, source.Over(Second).Buckets.Select(bucket => bucket.All.Count));
            Assert.Equal(
                Enumerable.Range(0, seconds).Select(second => load.Within(second, second == seconds - 1 ? length + 1 : second + 1).LongCount(sample => !sample.Succeeded)),
                Enumerable.Range(0, seconds).Select(second => source.FailureCourse(Second).Rows.Sum(row => row.Counts[second])));
            Assert.Equal((double)load.Seconds - 1, course.Users!.Count[^1]);
            Assert.Equal(seconds, source.Users(Second).Count);
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Rates_are_by_the_time_from_one_beginning_to_the_next_and_the_last_to_the_end(double restMilliseconds, bool isJoined, int seconds)
    {
        var (load, length) = Recorded(restMilliseconds, isJoined);
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest");
        var last = load.Within(seconds - 1, length + 1).Count() / (length - seconds + 1);

        foreach (var source in new[] { query.Merged(), query.Exact() })
        {
            Assert.Equal(seconds, source.Sparklines(seconds).Total.Rps.Length);
            Assert.Equal(last, source.Sparklines(seconds).Total.Rps[^1], 6);
            Assert.Equal(last, source.Over(Second).Buckets[^1].Rps, 6);
            Assert.Equal(load.Samples.Count / length, source.PerRequest().Total.Rps, 6);
        }

        // The list of runs has a line of its own.
        Assert.Equal(last, query.Head().Sparkline.Rps[^1], 6);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_window_up_to_the_last_whole_second_has_that_second_in_it(double restMilliseconds, bool isJoined, int seconds)
    {
        var (load, length) = Recorded(restMilliseconds, isJoined);
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest").Window(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(seconds));

        foreach (var source in new[] { query, query.Merged(), query.Exact() })
        {
            var figures = source.PerRequest();
            Assert.Equal((20, length), (figures.From.TotalSeconds, figures.To.TotalSeconds));
            Assert.Equal(load.Within(20, length + 1).Count(), figures.Total.Count);
            Assert.Equal(figures.Total.Count / (length - 20), figures.Total.Rps, 6);
            Assert.Equal(figures.Total.Count, Counts(source.Course(Second)).Sum());
            Assert.Equal(seconds - 20, source.Course(Second).Time.Length);
        }

        Assert.Equal(PercentileSource.Merged, query.PerRequest().Source);
        var earlier = history.Query("latest").Window(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(seconds - 1)).PerRequest();
        Assert.Equal((seconds - 1, load.Within(20, seconds - 1).Count()), (earlier.To.TotalSeconds, earlier.Total.Count));
    }

    [Theory]
    [InlineData(1.2, true)]
    [InlineData(60, false)]
    public void A_window_that_begins_behind_the_last_whole_second_is_answered_from_the_requests_alone(double restMilliseconds, bool isJoined)
    {
        var (load, length) = Recorded(restMilliseconds, isJoined);
        using var history = RunHistory.Open(_store.Path);
        var query = history.Query("latest").Window(TimeSpan.FromSeconds(30));

        Assert.Equal((PercentileSource.Exact, load.Within(30, length + 1).Count()), (query.PerRequest().Source, query.PerRequest().Total.Count));
        Assert.Equal([30.0], query.Course(Second).Time);
        Assert.Contains("there is nothing from 30 s on", Assert.Throws<StoreException>(() => query.Merged().PerRequest()).Message, StringComparison.Ordinal);
        Assert.Same(ComparedSides.None, query.Merged().Sides(block: null));
    }

    [Fact]
    public void A_wide_bucket_is_not_opened_by_what_is_left_of_a_second()
    {
        var (load, length) = Recorded(60, isJoined: false);
        using var history = RunHistory.Open(_store.Path);

        foreach (var source in new[] { history.Query("latest").Merged(), history.Query("latest").Exact() })
        {
            var course = source.Course(TimeSpan.FromSeconds(10));

            Assert.Equal([0.0, 10.0, 20.0], course.Time);
            Assert.Equal(load.Within(20, length + 1).Count(), Counts(course)[^1]);
        }
    }

    private static long[] Counts(RunCourse course) => [.. course.Requests!.Succeeded.Zip(course.Requests.Failed, (one, other) => one + other)];

    private (RecordedLoad Load, double Length) Recorded(double restMilliseconds, bool isJoined)
    {
        var load = new RecordedLoad(seed: 40, seconds: 30, busiest: 20, failed: 0.3, rest: (long)(restMilliseconds * Millisecond), isJoined: isJoined);
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        load.Record(file);
        return (load, TimeSpan.FromTicks((30 * TimeSpan.TicksPerSecond) + (long)(restMilliseconds * TimeSpan.TicksPerMillisecond)).TotalSeconds);
    }
}
