namespace Cicada.Storage.Writing;

/// <summary>Brings batches of the log into the tables, within the caller's transaction; after one that failed it is of no further use.</summary>
internal sealed class BlockMerge(StoreFile file)
{
    private readonly Dictionary<MeasurementTable, BlockTarget> _targets = [];

    /// <summary>The file it writes to.</summary>
    public StoreFile File => file;

    /// <summary>Merges batches; later points replace the fields of earlier ones with their series and time. How far the log is in the tables is noted with them.</summary>
    public void Merge(IReadOnlyList<LineBatch> batches)
    {
        foreach (var group in batches
            .SelectMany(batch => batch.Blocks.Select(block => (Place: (batch.Database, batch.Policy, block.Measurement), Block: block)))
            .GroupBy(entry => entry.Place, entry => entry.Block))
        {
            var (database, policy, measurement) = group.Key;

            // What was dropped is not brought back by what was written before.
            if (file.Catalogue.FindDatabase(database)?.Find(policy) is not null)
            {
                var blocks = group.Where(block => block.Count > 0).ToList();
                var tags = blocks.SelectMany(block => block.Keys).SelectMany(key => key.Tags).Select(tag => tag.Key).ToHashSet(StringComparer.Ordinal);
                Merge(file.Catalogue.EnsureTable(database, policy, measurement, tags, [.. blocks.SelectMany(block => block.Fields).Select(field => (field.Name, field.Type))]), blocks);
            }
        }

        LogPosition.Note(file, batches.Max(batch => batch.Position));
    }

    private void Merge(MeasurementTable table, List<PointBlock> blocks)
    {
        file.Catalogue.CompleteView(table);
        if (!_targets.TryGetValue(table, out var target) || target.IsStale)
        {
            _targets[table] = target = new BlockTarget(file, table);
        }

        target.Write(blocks);
    }
}
