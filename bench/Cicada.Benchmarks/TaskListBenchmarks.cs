using BenchmarkDotNet.Attributes;
using Cicada.Users;

namespace Cicada.Benchmarks;

/// <summary>What it costs to choose the next task.</summary>
[MemoryDiagnoser]
public class TaskListBenchmarks
{
    private readonly TaskList _tasks = new(
        TaskOrder.Weighted,
        [.. Enumerable.Range(1, 10).Select(weight => new UserTask { Name = $"Task{weight}", Weight = weight, Labels = new HashSet<string>() })]);

    private readonly Random _random = new Seeds(1).For(0);
    private int _position = -1;

    [Benchmark]
    public int Choose_of_ten() => _tasks.Next(ref _position, _random);
}
