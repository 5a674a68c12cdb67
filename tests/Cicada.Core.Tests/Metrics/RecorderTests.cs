using Cicada.Metrics;

namespace Cicada.Tests.Metrics;

/// <summary>What it costs to record a sample, in memory.</summary>
public sealed class RecorderTests
{
    private const int Samples = 10_000;

    private readonly RunClock _clock = new(TimeProvider.System);
    private readonly RequestKeys _keys = new(1000);

    [Fact]
    public void A_sample_is_handed_over_and_counted_without_allocating()
    {
        var recorder = new Recorder(_clock);
        var statistics = new Statistics(_clock);
        statistics.SetIntervalEnd(long.MaxValue);
        Record(recorder, statistics);

        // The figures of a second keep the room that those of the one before have made.
        statistics.TakeInterval(_clock.StartNanoseconds, long.MaxValue);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Record(recorder, statistics);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, taken);
        Assert.Equal(0, recorder.Dropped);
    }

    // As users and the collector do it, here in turns on one thread.
    private void Record(Recorder recorder, Statistics statistics)
    {
        for (var i = 0; i < Samples; i++)
        {
            recorder.Record(new RequestSample
            {
                Key = _keys.Get("Shopper", "GET", "/item/{id}"),
                CompletedNanoseconds = recorder.ClaimTime(_clock.GetTimestamp()),
                ResponseNanoseconds = 1_000_000 + (i * 7919L % 5_000_000),
                ServiceNanoseconds = 1_000_000 + (i * 7919L % 5_000_000),
                FirstByteNanoseconds = 900_000,
                ResponseLength = 512,
                StatusCode = 200,
            });
            if (i % 100 != 99)
            {
                continue;
            }

            var lane = recorder.Lanes[0];
            while (lane.Requests.Peek() is { IsEmpty: false } samples)
            {
                statistics.Add(samples.Span);
                lane.Requests.Advance(samples.Length);
            }
        }
    }
}
