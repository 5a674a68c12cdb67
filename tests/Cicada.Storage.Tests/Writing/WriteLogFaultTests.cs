using Cicada.Storage.Writing;

namespace Cicada.Storage.Tests.Writing;

/// <summary>A log in which something goes wrong that nobody has thought of.</summary>
public sealed class WriteLogFaultTests : IDisposable
{
    private readonly TemporaryStore _folder = new();

    private string LogFolder => WriteLogFolder.Of(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_writer_of_a_group_that_did_not_come_into_the_log_is_told()
    {
        var fails = true;
        var kept = new List<long>();
        using var log = new WriteLog(LogFolder, 0, batches =>
        {
            if (fails)
            {
                throw new InvalidOperationException("a mistake");
            }

            kept.AddRange(batches.Select(batch => batch.Position));
        });
        var first = log.Enter(Batch(), new RecordWriter());
        var second = log.Enter(Batch(), new RecordWriter());

        var ofFirst = await Assert.ThrowsAsync<IOException>(() => log.KeepAsync(first));
        var ofSecond = await Assert.ThrowsAsync<IOException>(() => log.KeepAsync(second));
        fails = false;
        await log.KeepAsync(log.Enter(Batch(), new RecordWriter()));

        Assert.Equal(["a mistake", "a mistake"], [ofFirst.Message, ofSecond.Message]);
        Assert.Equal([3], kept);
        Assert.Equal([3], WriteLogFolder.Files(_folder.Path).SelectMany(file => new RecordReader(file, isLast: true).Read(_ => true)).Select(batch => batch.Position));
    }

    [Fact]
    public async Task A_batch_the_log_has_no_word_of_is_not_acknowledged()
    {
        using var log = new WriteLog(LogFolder, 0, _ => { });
        var stray = new WriteLogEntry(Batch(), default);

        await Assert.ThrowsAsync<IOException>(() => log.KeepAsync(stray));
    }

    [Fact]
    public void A_folder_that_cannot_be_synchronised_is_said()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Throws<IOException>(() => FolderSync.Flush(Path.Combine(_folder.Folder, "none")));
        }
    }

    private static LineBatch Batch()
    {
        var block = new PointBlock("m", WriteSchema.Unknown);
        block.TryAddKey(new LineSeries("m", []), 1);
        var row = block.BeginRow();
        block.Add("v", FieldType.Float).Set(row, FieldValue.Float(1));
        block.EndRow(1, 0);
        return new LineBatch("db", "autogen") { Blocks = [block] };
    }
}
