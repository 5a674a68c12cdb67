using BenchmarkDotNet.Attributes;
using Cicada.Load;

namespace Cicada.Benchmarks;

/// <summary>What a wait of a user costs without the time it lasts: to begin it, and to end it. On the wheel it is its time that ends it, and for the platform's timer its token, since nobody can turn that clock.</summary>
[MemoryDiagnoser]
public class WaitBenchmarks
{
    private const int Users = 4096;

    private readonly WaitSlots _slots = new();
    private readonly UserWait[] _waits = [.. Enumerable.Range(0, Users).Select(_ => new UserWait())];
    private readonly Task[] _delays = new Task[Users];
    private long _now;

    [Benchmark(Baseline = true, OperationsPerInvoke = Users)]
    public bool Task_Delay()
    {
        using var stop = new CancellationTokenSource();
        for (var i = 0; i < Users; i++)
        {
            _delays[i] = Task.Delay(TimeSpan.FromMilliseconds(60_000 + (i % 1000)), stop.Token);
        }

        stop.Cancel();
        return _delays[^1].IsCanceled;
    }

    [Benchmark(OperationsPerInvoke = Users)]
    public int Wheel()
    {
        var waiting = 0;
        for (var i = 0; i < Users; i++)
        {
            waiting += IsPending(_waits[i].Begin()) ? 1 : 0;
            _slots.Add(_waits[i], _now + 1 + (i % 1000));
        }

        _now += 1000;
        for (var wait = _slots.TurnTo(_now); wait is not null;)
        {
            var next = wait.Next;
            wait.Next = null;
            wait.Execute();
            wait = next;
            waiting--;
        }

        return waiting;
    }

    private static bool IsPending(ValueTask wait) => !wait.IsCompleted;
}
