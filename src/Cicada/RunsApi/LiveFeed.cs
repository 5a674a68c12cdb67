using Cicada.Runs;
using Cicada.Storage.Queries;

namespace Cicada.RunsApi;

/// <summary>What happens in a run second by second, for those who watch: kept for a while, and handed to every subscriber as the same bytes.</summary>
/// <remarks>Nothing is written as JSON before somebody wants it. Observations come in turn, from the run's loop of seconds; events from anywhere.</remarks>
internal sealed class LiveFeed : IRunWatcher
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly LiveRing _ring = new();
    private readonly Lock _gate = new();
    private readonly LiveLines _lines = new();
    private LiveSecond _second = new();
    private (long Bucket, LiveSecond Seen)? _told;
    private LiveRequests? _requests;
    private Run? _run;

    /// <summary>What there is to send.</summary>
    public LiveRing Ring => _ring;

    public void Began(Run run) => _run = run;

    public void Observed(Observation observation)
    {
        if (observation is RunEvent happened)
        {
            var seen = new RecordedEvent(ElapsedAt(happened.TimeNanoseconds), TimeOf(happened.TimeNanoseconds), happened.Type, happened.Title, happened.Text);
            _ring.Add(LiveFrames.Of("event", [seen], LiveJson.Default.RecordedEvent));
        }
        else if (observation is LogMessage message)
        {
            _lines.Add(message);
        }
        else
        {
            _second.Add(observation);
        }
    }

    public void SecondEnded(long timeNanoseconds)
    {
        SendLines();
        if (_run is not { } run)
        {
            return;
        }

        var (seen, total, now) = (_second, run.LiveTotal(), run.Clock.TimeOf(run.Clock.NowNanoseconds));
        var (state, users, target, thresholds) = (run.State, run.UserCount, run.TargetUsers, run.LiveThresholds());
        _second = new LiveSecond();

        // The same buckets as the store's: a run that ends a little after a whole second has told that second already, and tells it again with what came behind it.
        var elapsed = TimeSpan.FromTicks((timeNanoseconds - run.Clock.StartNanoseconds) / TimeSpan.NanosecondsPerTick);
        var bucket = Math.Max(0, new BucketGrid(TimeSpan.Zero, elapsed, Second).Count - 1);
        if (_told is { } told && told.Bucket == bucket)
        {
            seen = told.Seen.With(seen);
        }

        _told = (bucket, seen);
        _ring.Add(LiveFrames.OfTick(bucket + 1, () => new Tick
        {
            Second = bucket + 1,
            Now = now,
            Phase = LivePhase.Of(state),
            Users = users,
            TargetUsers = target,
            CurrentRps = total.CurrentRps,
            CurrentFailuresPerSecond = total.CurrentFailuresPerSecond,
            Total = total.Figures,
            Arrivals = run.LiveArrivals(),
            Thresholds = thresholds,
            Series = seen.Course(run.Id, bucket, elapsed.TotalSeconds),
            Latency = seen.Latency(),
        }));
    }

    public void Ended(RunState state)
    {
        SendLines();
        _ring.Close(LiveFrames.Of("end", [new LiveEnd(_run?.Id ?? "", state.ToWord())], LiveJson.Default.LiveEnd));
    }

    /// <summary>All requests since the statistics began. Made at most twice a second, whoever asks.</summary>
    public LiveRequests Requests()
    {
        if (_run is not { } run)
        {
            throw new RefusedRequestException(404, "The run has not begun yet. Ask again in a moment.");
        }

        lock (_gate)
        {
            var elapsed = run.Elapsed.TotalSeconds;
            if (_requests is not { } known || elapsed - known.Elapsed >= 0.5)
            {
                _requests = new LiveRequests(elapsed, run.LiveTotal(), run.LiveRequests());
            }

            return _requests;
        }
    }

    private void SendLines()
    {
        if (_lines.Take() is { Count: > 0 } lines)
        {
            _ring.Add(LiveFrames.Of("log", lines, LiveJson.Default.RecordedLine));
        }
    }

    private static DateTimeOffset TimeOf(long timeNanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(timeNanoseconds / 100);

    private double ElapsedAt(long timeNanoseconds) => _run is { } run ? (timeNanoseconds - run.Clock.StartNanoseconds) / 1e9 : 0;
}
