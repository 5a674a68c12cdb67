using System.Collections.Concurrent;

namespace Cicada.Tests;

/// <summary>Keeps everything it is given, as the store would.</summary>
internal sealed class MemoryOutput(string name = RecordingSummary.StoreName) : IOutput
{
    public string Name => name;

    public ConcurrentQueue<RequestSample> Samples { get; } = new();

    public ConcurrentQueue<Observation> Observations { get; } = new();

    public RunDescription? Opened { get; private set; }

    public RunDescription? Closed { get; private set; }

    public RunSummary? Summary { get; private set; }

    public IEnumerable<RunEvent> Events => Observations.OfType<RunEvent>();

    public ValueTask OpenAsync(OutputContext context, CancellationToken cancellationToken)
    {
        Opened = context.Run;
        return ValueTask.CompletedTask;
    }

    public ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken)
    {
        foreach (var sample in batch.Requests.Span)
        {
            Samples.Enqueue(sample);
        }

        foreach (var observation in batch.Observations)
        {
            Observations.Enqueue(observation);
        }

        return ValueTask.FromResult(new OutputResult(batch.Requests.Length));
    }

    public ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken)
    {
        (Closed, Summary) = (run, summary);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
