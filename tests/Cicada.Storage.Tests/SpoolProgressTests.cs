using Cicada.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Storage.Tests;

public sealed class SpoolProgressTests : IDisposable
{
    private readonly TemporaryStore _folder = new();
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_spool_that_takes_long_is_told_of_before_the_store_answers_and_all_of_it_is_there_then()
    {
        Spool(files: 5);

        // Each look at the clock takes a second and a half.
        var clock = new FakeTimeProvider(Some.Started) { AutoAdvanceAmount = TimeSpan.FromSeconds(1.5) };
        using var store = Store.Open(_folder.Path, clock, _told.Add);

        Assert.Equal(
            $"The store '{_folder.Path}' first takes in what earlier runs left in its spool: 1 of 5 files after 3 s. "
            + "Wait until that is done, or end this and go on another time: what is taken in stays so.",
            Assert.Single(_told));
        Assert.Equal(50, store.ReadPoints(Store.RunsDatabase, null, "cicada_requests").Count);
    }

    [Fact]
    public void It_is_said_again_every_ten_seconds()
    {
        Spool(files: 3);
        var clock = new FakeTimeProvider();
        var progress = new SpoolProgress(_folder.Path, clock, _told.Add);
        foreach (var seconds in (int[])[0, 1, 1, 9, 1, 10])
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.True(progress.GoOn());
        }

        Assert.Equal(["2 of 3 files after 2 s", "4 of 3 files after 12 s", "5 of 3 files after 22 s"], _told.Select(sentence => sentence.Split(": ")[1].Split('.')[0]));
    }

    private void Spool(int files)
    {
        for (var i = 0; i < files; i++)
        {
            SpoolFixture.Write(StoreSpool.FolderOf(_folder.Path), Some.Run(), i, Some.Batch(Some.Samples(Some.Key(), 10, i * 10)));
        }
    }
}
