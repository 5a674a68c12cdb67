namespace Cicada.Storage;

/// <content>How much of the file the runs take.</content>
public sealed partial class RunHistory
{
    /// <summary>
    /// About how many bytes of the file each run takes, by id. An estimate: runs share blocks, so of each measurement a run is given as
    /// large a part as it has of the rows. Quick also where there are a hundred million of them.
    /// </summary>
    public IReadOnlyDictionary<string, long> Sizes() => Guard(() => RunSizes.Estimate(_file, StoredRun.ReadAll(_file)));

    /// <summary>
    /// The bytes of the file that hold nothing any more and are used again before it grows. Deleted runs add to them once whole blocks,
    /// each with 122,880 rows of a measurement, hold nothing else; free blocks at the end of the file are given back to the disk.
    /// </summary>
    public long ReusableBytes() => Guard(() => RunSizes.Reusable(_file));
}
