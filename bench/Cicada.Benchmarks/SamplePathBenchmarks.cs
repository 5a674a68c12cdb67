using BenchmarkDotNet.Attributes;

namespace Cicada.Benchmarks;

/// <summary>
/// The whole path of a sample without what is asked for: the engine's round around a task, the name it is found by, the hand-over, and the collector that counts it beside. A run of a million, from its start to
/// its summary; on one core (<c>taskset -c 1</c>) the time is what a sample takes of the processor.
/// </summary>
[MemoryDiagnoser]
[SimpleJob(warmupCount: 2, iterationCount: 6, invocationCount: 1)]
public class SamplePathBenchmarks
{
    private const int Samples = 1_000_000;

    [Benchmark(OperationsPerInvoke = Samples)]
    public long Engine_hand_over_and_figures()
    {
        var plan = new Plan { Test = "path", UserTypes = [typeof(Recording)], Users = 64, SpawnRate = 100_000, Iterations = Samples, GeneratorCheck = false };
        return new Run(plan, new RunServices()).ExecuteAsync().GetAwaiter().GetResult().Total.Count;
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
