namespace Cicada.Storage.Tests.Writing;

[Trait("Category", "EndToEnd")]
public sealed class LineCrashTests : IDisposable
{
    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task After_kill_9_every_acknowledged_batch_is_there_and_no_batch_in_part(int seed)
    {
        var acknowledged = new HashSet<(int, int)>();
        using (var process = WritingProcess.Start(_folder.Path))
        {
            acknowledged.UnionWith(await process.KillAfterAsync(new Random(seed).Next(1, 400)));
        }

        using var store = Store.Open(_folder.Path);

        var batches = store.ReadPoints(Lines.Database, null, "m", limit: int.MaxValue)
            .GroupBy(point => (Writer: int.Parse(point.Tags[0].Value, null), Batch: (int)point.Fields.Single(field => field.Key == "batch").Value.AsInteger()))
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.All(batches.Values, count => Assert.Equal(WritingProcess.BatchSize, count));
        Assert.Subset(batches.Keys.Select(key => (key.Writer, key.Batch)).ToHashSet(), acknowledged);
        Assert.True(batches.Count <= acknowledged.Count + WritingProcess.Writers);
    }

    [Theory]
    [InlineData(3)] // the first that had a log
    [InlineData(4)]
    [InlineData(Catalogue.SchemaVersion)]
    public async Task Whoever_reads_after_kill_9_sees_every_acknowledged_batch_also_of_an_earlier_version(int schema)
    {
        HashSet<(int, int)> acknowledged;
        using (var process = WritingProcess.Start(_folder.Path))
        {
            acknowledged = [.. await process.KillAfterAsync(50)];
        }

        _folder.Change($"UPDATE catalogue.store SET schema_version = {schema}{(schema == 3 ? "; DROP TABLE catalogue.removed_series" : "")}");

        using var file = StoreFile.OpenToRead(_folder.Path);
        var table = file.Catalogue.Find(Lines.Database, null, "m")!;
        Assert.True((long)file.Scalar($"SELECT count(*) FROM {table.Joined}")! >= acknowledged.Count * WritingProcess.BatchSize);
    }
}
