namespace Cicada;

/// <summary>
/// What an output is given at a time: request samples in bulk, and observations. The same batch goes to every output;
/// it must not be kept or changed after <see cref="IOutput.WriteAsync"/> has returned, since its memory is used again.
/// </summary>
public sealed class OutputBatch
{
    /// <summary>An empty batch.</summary>
    public static OutputBatch Empty { get; } = new();

    /// <summary>Finished requests.</summary>
    public ReadOnlyMemory<RequestSample> Requests { get; init; }

    /// <summary>Everything else, oldest first.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>True when there is nothing in it.</summary>
    public bool IsEmpty => Requests.IsEmpty && Observations.Count == 0;
}
