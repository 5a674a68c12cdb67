using Cicada.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests.Queries;

/// <summary>
/// The load of a run, made up from a seed: its samples, and the statistics of each second as the engine makes them. It begins 12 ms after its description
/// was written, and 345,600 ns past a millisecond.
/// </summary>
internal sealed class RecordedLoad
{
    public const long Start = Some.Noon + 12_345_600;
    public const long Second = 1_000_000_000;

    private static readonly (string Type, string Name)[] Names = [("GET", "/"), ("GET", "/cart"), ("POST", "/cart")];

    private readonly List<Observation>[] _seconds;

    /// <param name="seed">What it is made up from.</param>
    /// <param name="seconds">How many whole seconds it lasts.</param>
    /// <param name="failed">The share of failures.</param>
    /// <param name="busiest">Below how many requests a second has.</param>
    /// <param name="worker">Whose it is.</param>
    /// <param name="rest">What it goes on for after the last whole second, in nanoseconds.</param>
    /// <param name="isJoined">Whether the run was over before the last whole second was told, so that it and the rest are one.</param>
    public RecordedLoad(int seed, int seconds, double failed = 0.1, int busiest = 6, string worker = "w1", long rest = 0, bool isJoined = false)
    {
        var random = new Random(seed);
        var clock = new RunClock(new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddTicks(Start / 100)));
        var statistics = new Statistics(clock);
        statistics.SetIntervalEnd(Start + Second);
        var pieces = rest > 0 && !isJoined ? seconds + 1 : seconds;
        _seconds = new List<Observation>[pieces];
        Run = Some.Run() with { Worker = worker };
        for (var second = 0; second < pieces; second++)
        {
            var end = Start + (second < pieces - 1 ? (second + 1) * Second : (seconds * Second) + rest);
            var length = end - Start - (second * Second);
            var times = Enumerable.Range(0, random.Next(0, busiest)).Select(_ => random.NextInt64(length)).Distinct().Order();
            var samples = times.Select(offset => Sample(random, Start + (second * Second) + offset, failed)).ToArray();
            Samples.AddRange(samples);
            statistics.Add(samples);
            _seconds[second] = [.. second < pieces - 1 ? statistics.TakeInterval(end, end + Second) : statistics.TakeLast(end)];
            _seconds[second].Add(new UserCount { TimeNanoseconds = end, UserClass = "ShopUser", Count = second, Target = seconds, ElapsedSeconds = (end - Start) / 1e9 });
        }

        (Requests, Total, Failures) = statistics.Summarise();
    }

    public RunDescription Run { get; }

    public List<RequestSample> Samples { get; } = [];

    /// <summary>What the engine says of the whole run.</summary>
    public IReadOnlyList<RequestSummary> Requests { get; }

    public RequestSummary Total { get; }

    public IReadOnlyList<FailureSummary> Failures { get; }

    public int Seconds => _seconds.Length;

    public OutputBatch Batch(int second) => new()
    {
        Requests = Samples.Where(sample => Math.Min(SecondOf(sample), Seconds - 1) == second).ToArray(),
        Observations = _seconds[second],
    };

    /// <summary>Records it, the seconds in some order, and ends it.</summary>
    public void Record(StoreFile file, IEnumerable<int>? order = null, bool isEnded = true, bool hasRequests = true, bool hasSeconds = true, int atATime = 5)
    {
        var recorder = new RunRecorder(file, Run);
        recorder.WriteStart(Run);
        foreach (var seconds in (order ?? Enumerable.Range(0, Seconds)).Chunk(atATime))
        {
            var batches = seconds.Select(Batch).ToList();
            recorder.Write(new OutputBatch
            {
                Requests = hasRequests ? batches.SelectMany(batch => batch.Requests.ToArray()).ToArray() : default,
                Observations = hasSeconds ? [.. batches.SelectMany(batch => batch.Observations)] : [],
            });
        }

        if (isEnded)
        {
            recorder.WriteEnd(Run, Some.Summary(Run, Samples.Count) with { Ended = Run.Started.AddSeconds(Seconds) });
        }
    }

    public static long SecondOf(RequestSample sample) => (sample.CompletedNanoseconds - Start) / Second;

    /// <summary>Samples whose second lies in a window.</summary>
    public IEnumerable<RequestSample> Within(double from, double to) =>
        Samples.Where(sample => sample.CompletedNanoseconds >= Start + (from * Second) && sample.CompletedNanoseconds < Start + (to * Second));

    private static RequestSample Sample(Random random, long completed, double failed)
    {
        var name = random.Next(Names.Length);
        var hasFailed = random.NextDouble() < failed;

        // From microseconds to minutes, as evenly over the orders of magnitude as over the times.
        var response = (long)Math.Exp(random.NextDouble() * Math.Log(90e9));
        return Some.Sample(Some.Key(Names[name].Name, name, Names[name].Type), 0, hasFailed ? $"HTTP {500 + random.Next(3)}" : null, hasFailed ? $"failed at {completed}" : null) with
        {
            CompletedNanoseconds = completed,
            ResponseNanoseconds = response,
            ServiceNanoseconds = response,
            ResponseLength = random.Next(1000),
            StatusCode = hasFailed ? 500 : 200,
        };
    }
}
