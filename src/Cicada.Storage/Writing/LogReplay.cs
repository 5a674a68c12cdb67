namespace Cicada.Storage.Writing;

/// <summary>Takes in what was acknowledged and had not reached the tables when a process or a machine ended.</summary>
internal static class LogReplay
{
    // About as much as is merged at a time while lines come in.
    private const long MostAtATime = 32 << 20;

    /// <summary>Whether anything waits.</summary>
    public static bool Waits(StoreFile file) =>
        SchemaMigration.Version(file) >= Catalogue.SchemaVersion
        && LogPosition.Merged(file) is { } merged
        && WriteLogFolder.Files(file.Path).Any(path => RecordReader.Positions(path) is { } positions && LogPosition.IsBehind(positions.Last, merged));

    /// <summary>Takes it in, and removes the files. The log of another store, which was here before, is left alone.</summary>
    /// <param name="ownership">The store.</param>
    /// <param name="tell">Takes sentences about what cannot be taken in.</param>
    public static void TakeIn(StoreOwnership ownership, Action<string> tell)
    {
        if (WriteLogFolder.Files(ownership.Path) is not { Count: > 0 } files || LogPosition.Merged(ownership.File) is not { } merged)
        {
            return;
        }

        var own = files.Where(path => RecordReader.Positions(path) is not { } positions || LogPosition.IsOfSame(positions.First, merged)).ToList();
        var merge = new LogMerge(ownership, tell);
        var batches = new List<LineBatch>();
        foreach (var batch in own.SelectMany(path => RecordReader.Read(path, position => LogPosition.IsBehind(position, merged))))
        {
            batches.Add(batch);
            if (batches.Sum(one => one.Weight) > MostAtATime)
            {
                Merge(merge, batches);
            }
        }

        Merge(merge, batches);
        own.ForEach(WriteLogFolder.Remove);
    }

    private static void Merge(LogMerge merge, List<LineBatch> batches)
    {
        if (batches.Count > 0)
        {
            merge.Merge(batches, _ => { });
            batches.Clear();
        }
    }
}
