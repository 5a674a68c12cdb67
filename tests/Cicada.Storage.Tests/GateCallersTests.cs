using System.Collections.Concurrent;

namespace Cicada.Storage.Tests;

public sealed class GateCallersTests
{
    private readonly GateCallers _callers = new();

    [Fact]
    public async Task Who_lets_others_through_goes_after_those_who_came_before()
    {
        var happened = new ConcurrentQueue<string>();
        var (one, two) = (_callers.Come(), _callers.Come());
        var letting = Task.Run(() =>
        {
            _callers.LetThrough();
            happened.Enqueue("let through");
        }, TestContext.Current.CancellationToken);

        happened.Enqueue("one");
        one.Dispose();
        happened.Enqueue("two");
        two.Dispose();
        await letting;

        Assert.Equal(["one", "two", "let through"], happened);
    }

    [Fact]
    public void Nobody_at_the_gate_holds_up_nobody()
    {
        _callers.Come().Dispose();

        _callers.LetThrough();
    }

    [Fact]
    public async Task Others_who_come_all_the_time_do_not_hold_it_up_for_ever()
    {
        var first = _callers.Come();
        var letting = Task.Run(_callers.LetThrough, TestContext.Current.CancellationToken);

        // There is somebody at the gate at any time.
        while (!letting.IsCompleted)
        {
            var next = _callers.Come();
            first.Dispose();
            first = next;
        }

        await letting;
        first.Dispose();
    }
}
