using Cicada.Storage;

namespace Cicada.KeptRuns;

/// <summary>
/// Records a run into a store that another process has open, through that process: by line protocol, as into any InfluxDB. What it does not take, because it ended for instance,
/// waits in the store's own spool, where whoever opens the store next finds it.
/// </summary>
internal sealed class OwnedStoreOutput : IOutput
{
    // On the same machine a large piece costs nothing, and compressing it the load's own time.
    private const int PointsAtATime = 20_000;

    private readonly InfluxOutput _output;
    private readonly string _path;

    /// <param name="owner">The process, which has an address.</param>
    /// <param name="path">The store.</param>
    /// <param name="clock">The time.</param>
    public OwnedStoreOutput(StoreOwner owner, string path, TimeProvider clock)
    {
        _path = path;
        _output = new InfluxOutput(
            new InfluxOptions
            {
                Name = StoreSpool.OutputName,
                Address = $"{owner.Address}/{Store.RunsDatabase}",
                Version = InfluxVersion.V1,
                User = "cicada",
                Password = owner.Token,
                BatchSize = PointsAtATime,
                Gzip = false,
            },
            clock,
            OwnerAddress.Handler());
    }

    public string Name => StoreSpool.OutputName;

    public OutputPace Pace => _output.Pace;

    public string? SpoolFolder => Path.GetFullPath(StoreSpool.FolderOf(_path));

    public IReadOnlyList<string> Warnings => _output.Warnings;

    /// <summary>Where a run is recorded: by an output that opens the file, or through the process that has it open.</summary>
    /// <param name="path">The store.</param>
    /// <param name="clock">The time.</param>
    public static IOutput For(string path, TimeProvider clock) =>
        OwnerAddress.Find(path) is { } owner ? new OwnedStoreOutput(owner, path, clock) : new StoreOutput(path, clock);

    public string SpoolRemedy(IReadOnlyList<string> folders) => $"The store '{_path}' takes it in when it is opened the next time, by a run or a command.";

    public ValueTask OpenAsync(OutputContext context, CancellationToken cancellationToken) => _output.OpenAsync(context, cancellationToken);

    public ValueTask<OutputResult> WriteAsync(OutputBatch batch, CancellationToken cancellationToken) => _output.WriteAsync(batch, cancellationToken);

    public ValueTask CloseAsync(RunDescription run, RunSummary summary, CancellationToken cancellationToken) => _output.CloseAsync(run, summary, cancellationToken);

    public ValueTask DisposeAsync() => _output.DisposeAsync();
}
