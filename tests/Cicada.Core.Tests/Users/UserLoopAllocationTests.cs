using System.Threading.Tasks.Sources;

namespace Cicada.Tests.Users;

/// <summary>The engine around a task takes no memory: what a run allocates is what the test's own code does.</summary>
[Trait("Category", "EndToEnd")]
public sealed class UserLoopAllocationTests
{
    [Fact]
    public async Task An_iteration_whose_task_ends_at_once_allocates_nothing()
    {
        var bytes = await Allocations.PerIterationAsync(iterations => PlanOf<Quick>(users: 4, iterations), 50_000);

        Assert.InRange(bytes, double.MinValue, Allocations.None);
    }

    [Fact]
    public async Task An_iteration_whose_task_goes_on_later_allocates_nothing()
    {
        var bytes = await Allocations.PerIterationAsync(iterations => PlanOf<Yielding>(users: 4, iterations), 50_000);

        Assert.InRange(bytes, double.MinValue, Allocations.None);
    }

    [Fact]
    public async Task A_wait_allocates_nothing()
    {
        var bytes = await Allocations.PerIterationAsync(iterations => PlanOf<Waiting>(users: 500, iterations), 25_000);

        Assert.InRange(bytes, double.MinValue, Allocations.None);
    }

    private static Plan PlanOf<TUser>(int users, long iterations)
        where TUser : User => Rehearsal.Plan(typeof(TUser)) with { Users = users, SpawnRate = 1_000_000, Iterations = iterations };

    public sealed class Quick : User
    {
        [Task]
        public void Act()
        {
        }
    }

    /// <summary>Goes on on another thread of the pool, by means of one object that it keeps for its life.</summary>
    public sealed class Yielding : User, IValueTaskSource, IThreadPoolWorkItem
    {
        private ManualResetValueTaskSourceCore<bool> _core;

        [Task]
        public ValueTask Act()
        {
            _core.Reset();
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return new(this, _core.Version);
        }

        public void Execute() => _core.SetResult(true);

        public void GetResult(short token) => _core.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _core.OnCompleted(continuation, state, token, flags);
    }

    public sealed class Waiting : User
    {
        public override WaitTime WaitTime => WaitTime.Constant(0.001);

        [Task]
        public void Act()
        {
        }
    }
}
