using BenchmarkDotNet.Attributes;

namespace Cicada.Benchmarks;

/// <summary>
/// The whole path of a sample without what is asked for: the engine's round around a task, and what is more with a sample in it, which is the name it is found by, the hand-over, and the collector that counts it
/// beside. Whole runs of millions, from their start to their summary; on one core (<c>taskset -c 1</c>) the time is what is taken of the processor. A task that waits for nothing goes on through the thread pool's
/// queue, which is most of the round; one that waited for an answer does not.
/// </summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 2, iterationCount: 6, invocationCount: 1)]
public class SamplePathBenchmarks
{
    private const int Iterations = 4_000_000;

    [Benchmark(Baseline = true, OperationsPerInvoke = Iterations)]
    public long An_iteration() => RunOf(typeof(Idle));

    [Benchmark(OperationsPerInvoke = Iterations)]
    public long An_iteration_with_a_sample() => RunOf(typeof(Recording));

    private static long RunOf(Type userType)
    {
        var plan = new Plan { Test = "path", UserTypes = [userType], Users = 64, SpawnRate = 100_000, Iterations = Iterations, GeneratorCheck = false };
        return new Run(plan, new RunServices()).ExecuteAsync().GetAwaiter().GetResult().Total.Count;
    }

    public sealed class Idle : User
    {
        [Task]
        public void Act()
        {
        }
    }

    /// <summary>Does with a sample what the HTTP client does.</summary>
    public sealed class Recording : User
    {
        [Task]
        public void Act()
        {
            var time = Run.Recorder.ClaimTime(Run.Clock.GetTimestamp());
            Run.Recorder.Record(new RequestSample
            {
                Key = Run.Keys.Get(nameof(Recording), "GET", "/item/{id}"),
                CompletedNanoseconds = time,
                ResponseNanoseconds = 1_234_567 + (time & 0xFFFFF),
                ServiceNanoseconds = 1_234_567 + (time & 0xFFFFF),
                FirstByteNanoseconds = 1_000_000,
                ResponseLength = 512,
                StatusCode = 200,
            });
        }
    }
}
