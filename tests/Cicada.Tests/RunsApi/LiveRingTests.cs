using Cicada.RunsApi;

namespace Cicada.Tests.RunsApi;

public sealed class LiveRingTests
{
    private readonly LiveRing _ring = new();

    [Theory]
    [InlineData(null, "1,e,2,3")]
    [InlineData(0L, "1,e,2,3")]
    [InlineData(1L, "e,2,3")]
    [InlineData(2L, "3")]
    [InlineData(3L, "")]
    [InlineData(99L, "")]
    public void Who_has_seen_everything_up_to_a_second_is_given_what_came_after_it(long? after, string expected)
    {
        Add(1, null, 2, 3);

        Assert.Equal(expected, Text(_ring.Read(_ring.PositionAfter(after))));
    }

    [Fact]
    public void Five_minutes_are_kept_and_who_was_away_for_longer_finds_a_gap()
    {
        Add([.. Enumerable.Range(1, LiveRing.MostTicks + 10).Select(second => (long?)second)]);

        var seconds = _ring.Read(_ring.PositionAfter(3)).Frames.Select(frame => frame.Second).ToArray();

        Assert.Equal((11L, LiveRing.MostTicks), (seconds[0], seconds.Length));
    }

    [Fact]
    public void A_flood_of_events_takes_the_oldest_seconds_away_and_nothing_grows()
    {
        Add(1);
        Add(new long?[5_000]);
        Add(2);

        var frames = _ring.Read(0).Frames;

        Assert.InRange(frames.Count, 1_000, 5_000);
        Assert.Equal([2L], frames.Select(frame => frame.Second).OfType<long>());
    }

    [Fact]
    public void Who_is_slow_is_given_the_latest_seconds_and_every_event()
    {
        Add(1, 2, null, 3, 4, null, 5);

        var reading = _ring.Read(0, mostTicks: 2);

        Assert.Equal("e,4,e,5", Text(reading));
        Assert.Empty(_ring.Read(reading.Next).Frames);
    }

    [Fact]
    public async Task Who_waits_hears_of_more_and_of_the_end_after_which_there_is_nothing()
    {
        Add(1);
        var reading = _ring.Read(0);
        Assert.False(reading.Changed.IsCompleted);

        _ring.Close(Frame(null));
        Add(2);

        await reading.Changed.WaitAsync(TestContext.Current.CancellationToken);
        var rest = _ring.Read(reading.Next);
        Assert.Equal((true, "e"), (rest.IsOver, Text(rest)));
    }

    [Fact]
    public void However_many_read_a_piece_it_is_written_once_and_not_before()
    {
        var written = 0;
        _ring.Add(new LiveFrame(1, () => [(byte)++written]));
        Assert.Equal(0, written);

        for (var viewer = 0; viewer < 5; viewer++)
        {
            Assert.Equal([1], _ring.Read(0).Frames.Single().Bytes.ToArray());
        }

        Assert.Equal(1, written);
    }

    private void Add(params long?[] seconds)
    {
        foreach (var second in seconds)
        {
            _ring.Add(Frame(second));
        }
    }

    private static LiveFrame Frame(long? second) => new(second, () => []);

    private static string Text(LiveReading reading) => string.Join(',', reading.Frames.Select(frame => frame.Second?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "e"));
}
