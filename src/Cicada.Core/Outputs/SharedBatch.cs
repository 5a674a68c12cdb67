namespace Cicada.Outputs;

/// <summary>
/// One batch on its way to several outputs. Its memory goes back to the pool when the last of them lets go of it; nobody
/// changes it in between. Whoever made it is told when that is.
/// </summary>
internal sealed class SharedBatch(SampleArrayPool pool, RequestSample[] samples, int count, IReadOnlyList<Observation> observations, Action? released = null)
{
    private int _holders;

    public int Count => count;

    public OutputBatch Content { get; } = new() { Requests = samples.AsMemory(0, count), Observations = observations };

    /// <summary>The same for an output that wants no single requests.</summary>
    public OutputBatch ContentWithoutRequests { get; } = new() { Observations = observations };

    public void HoldFor(int outputs) => _holders = outputs;

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            pool.Return(samples);
            released?.Invoke();
        }
    }
}
