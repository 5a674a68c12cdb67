namespace Cicada.Commands;

/// <summary>An output of the test's own, which several runs of a program use one after the other: each opens and closes it, and none disposes of it.</summary>
internal sealed class LentOutput(IOutput output) : IOutput
{
    private int _saidBefore;

    public string Name => output.Name;

    public OutputPace Pace => output.Pace;

    public bool TakesRequests => output.TakesRequests;

    public string SpoolNote => output.SpoolNote;

    public string? SpoolFolder => output.SpoolFolder;

    /// <summary>What it has said since this run opened it.</summary>
    public IReadOnlyList<string> Warnings => [.. output.Warnings.Skip(_saidBefore)];

    public string SpoolRemedy(IReadOnlyList<string> folders) => output.SpoolRemedy(folders);

    public ValueTask OpenAsync(OutputContext context, CancellationToken cancellationToken)
    {
        _saidBefore = output.Warnings.Count;
        return output.OpenAsync(context, cancellationToken);
    }

    public ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken) => output.WriteAsync(batch, cancellationToken);

    public ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken) => output.CloseAsync(run, summary, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
