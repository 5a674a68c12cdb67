namespace Cicada.Storage.Writing;

/// <summary>Takes in what was acknowledged and had not reached the tables when a process or a machine ended.</summary>
internal static class LogReplay
{
    // About as much as is merged at a time while lines come in.
    private const long MostAtATime = 32 << 20;

    /// <summary>Whether anything waits.</summary>
    public static bool Waits(StoreFile file) =>
        SchemaMigration.Version(file) >= Catalogue.FirstVersionWithLog
        && LogPosition.Merged(file) is { } merged
        && OwnFiles(file.Path, merged).Any(path => RecordReader.IsNewer(path) || new RecordReader(path, isLast: true).Positions().Any(position => LogPosition.IsBehind(position, merged)));

    /// <summary>Takes it in, and removes the files; one that is damaged is kept under another name. The log of another store, which was here before, is left alone.</summary>
    /// <param name="ownership">The store.</param>
    /// <param name="tell">Takes sentences about what cannot be taken in.</param>
    public static void TakeIn(StoreOwnership ownership, Action<string> tell)
    {
        if (LogPosition.Merged(ownership.File) is not { } merged || OwnFiles(ownership.Path, merged) is not { Count: > 0 } files)
        {
            return;
        }

        if (files.FirstOrDefault(RecordReader.IsNewer) is { } newer)
        {
            throw new StoreException(
                $"The log '{newer}' of the store '{ownership.Path}' was written by a newer Cicada. Update Cicada to open the store, or move that file away and do without the points in it.");
        }

        var merge = new LogMerge(ownership, tell);
        var batches = new List<LineBatch>();
        var readers = files.Select((path, i) => new RecordReader(path, isLast: i == files.Count - 1)).ToList();
        foreach (var batch in readers.SelectMany(reader => reader.Read(position => LogPosition.IsBehind(position, merged))))
        {
            batches.Add(batch);
            if (batches.Sum(one => one.Weight) > MostAtATime)
            {
                Merge(merge, batches);
            }
        }

        Merge(merge, batches);
        foreach (var reader in readers)
        {
            if (reader.IsDamaged)
            {
                tell($"The log '{reader.Path}' of the store '{ownership.Path}' is damaged: points that were acknowledged may be missing. What could be read of it is in the store now, and it is kept as '{WriteLogFolder.SetAside(reader.Path)}'. Look at the store's disk, and write again what is missing.");
            }
            else
            {
                WriteLogFolder.Remove(reader.Path);
            }
        }
    }

    private static List<string> OwnFiles(string store, long merged) =>
        [.. WriteLogFolder.Files(store).Where(path => WriteLogFolder.PositionOf(path) is { } first && LogPosition.IsOfSame(first, merged))];

    private static void Merge(LogMerge merge, List<LineBatch> batches)
    {
        if (batches.Count > 0)
        {
            merge.Merge(batches, _ => { });
            batches.Clear();
        }
    }
}
