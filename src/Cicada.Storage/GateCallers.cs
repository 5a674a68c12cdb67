namespace Cicada.Storage;

/// <summary>
/// Who wants through a gate. Locks are not fair: whoever has long work, does it in pieces and takes the gate for each might find it free every time while others wait. So
/// between two pieces it lets those through who came before. Safe to use from several threads.
/// </summary>
internal sealed class GateCallers
{
    private readonly object _sync = new();
    private long _came;
    private long _went;

    /// <summary>Comes to the gate; what is given back is disposed of on the other side.</summary>
    public Call Come()
    {
        lock (_sync)
        {
            _came++;
        }

        return new Call(this);
    }

    /// <summary>Waits until as many have gone as had come by now. Not for anybody who is at the gate himself.</summary>
    public void LetThrough()
    {
        lock (_sync)
        {
            // Not until nobody is left: others come all the time.
            for (var came = _came; _went < came;)
            {
                Monitor.Wait(_sync);
            }
        }
    }

    private void Go()
    {
        lock (_sync)
        {
            _went++;
            Monitor.PulseAll(_sync);
        }
    }

    /// <summary>Somebody at the gate.</summary>
    public readonly struct Call(GateCallers callers) : IDisposable
    {
        public void Dispose() => callers.Go();
    }
}
