namespace Cicada.Storage.Writing;

/// <summary>Points that were read from lines and go to one retention policy: what is kept in the log as one record, and merged as one.</summary>
internal sealed class LineBatch(string database, string policy)
{
    /// <summary>So much is kept and merged at a time, at the most; what is more goes into another batch.</summary>
    public const long Largest = 8 << 20;

    public string Database => database;

    public string Policy => policy;

    /// <summary>The points, by measurement.</summary>
    public List<PointBlock> Blocks { get; init; } = [];

    /// <summary>Its place in the log; batches are merged in the order of their places.</summary>
    public long Position { get; set; }

    public long Points => Blocks.Sum(block => (long)block.Count);

    /// <summary>About how many bytes it takes.</summary>
    public long Weight { get; private set; }

    /// <summary>About how many bytes it may take.</summary>
    public long Most { get; init; } = Largest;

    public bool IsFull => Weight > Most;

    public void AddWeight(long bytes) => Weight += bytes;
}
