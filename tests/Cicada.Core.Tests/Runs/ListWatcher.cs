using System.Collections.Concurrent;
using Cicada.Runs;

namespace Cicada.Tests.Runs;

/// <summary>Keeps what a run tells who watches it, and throws when it is told to.</summary>
internal sealed class ListWatcher : IRunWatcher
{
    public ConcurrentQueue<object> Told { get; } = new();

    public Func<object, bool> ThrowsAt { get; init; } = _ => false;

    public void Began(Run run) => Note("began");

    public void Observed(Observation observation) => Note(observation);

    public void SecondEnded(long timeNanoseconds) => Note(timeNanoseconds);

    public void Ended(RunState state) => Note(state);

    private void Note(object what)
    {
        Told.Enqueue(what);
        if (ThrowsAt(what))
        {
            throw new InvalidOperationException("The watcher is broken.");
        }
    }
}
