namespace Cicada.Tests;

/// <summary>An output that does what the test says.</summary>
internal sealed class ScriptedOutput(string name) : IOutput
{
    private int _disposals;

    public string Name => name;

    public OutputPace Pace { get; init; } = OutputPace.Immediate;

    public bool TakesRequests { get; init; } = true;

    public string SpoolNote { get; init; } = "";

    public string? SpoolFolder { get; init; }

    public IReadOnlyList<string> SpoolFoldersTold { get; private set; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public Action<OutputContext> OpenWith { get; set; } = _ => { };

    public Action<RunDescription> Open { get; set; } = _ => { };

    public Func<OutputBatch, CancellationToken, ValueTask<OutputResult>> Write { get; set; } = (batch, _) => ValueTask.FromResult(new OutputResult(batch.Requests.Length));

    public Func<ValueTask> Close { get; set; } = () => ValueTask.CompletedTask;

    public int Disposals => Volatile.Read(ref _disposals);

    public ValueTask OpenAsync(OutputContext context, CancellationToken cancellationToken)
    {
        SpoolFoldersTold = context.SpoolFolders;
        Open(context.Run);
        OpenWith(context);
        return ValueTask.CompletedTask;
    }

    public ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken) => Write(batch, cancellationToken);

    public ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken) => Close();

    public ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        return ValueTask.CompletedTask;
    }
}
