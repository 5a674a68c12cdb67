using Cicada.Influx;
using Cicada.TestSupport;

namespace Cicada.Storage.Tests;

public sealed class RunDeletionTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Several_runs_are_deleted_with_all_they_have_and_no_other()
    {
        foreach (var id in (string[])["r1", "r2", "r3"])
        {
            await _store.RecordAsync(Some.Run(id), Some.Batch(Some.Samples(Some.Key(), 10)), Some.Summary(Some.Run(id), 10));
        }

        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            var statistics = file.Catalogue.Ensure(MeasurementNames.Default.RequestStatistics, [PointNames.Run], [("count", FieldType.Integer)]);
            file.Catalogue.Find(MeasurementNames.Default.Requests)!.SeriesRemovals = 5;
            file.Execute($"INSERT INTO data.{statistics.SeriesTable} VALUES (1, 'r1'), (2, 'r2'), (3, 'r3'), (4, NULL)");
            file.Execute($"INSERT INTO data.{statistics.PointsTable} VALUES (7, 1, 1), (7, 2, 1), (7, 3, 1), (7, 4, 1)");
            file.Execute("INSERT INTO data.merged_histograms VALUES (7, 1, ''), (7, 2, ''), (7, 3, ''), (7, 4, '')");

            RunDeletion.Delete(file, ["r1", "r3", "it's not there"]);

            Assert.Equal(["r2"], StoredRun.ReadAll(file).Select(run => run.Run));
            Assert.Equal(6, file.Catalogue.Find(MeasurementNames.Default.Requests)!.SeriesRemovals);
            Assert.Equal([[2], [4]], file.Query("SELECT series FROM data.merged_histograms ORDER BY 1"));
            Assert.Equal([[2], [4]], file.Query($"SELECT series FROM data.{statistics.PointsTable} ORDER BY 1"));
            Assert.Equal([[2], [4]], file.Query($"SELECT id FROM data.{statistics.SeriesTable} ORDER BY 1"));
        }

        Assert.Equal([["r2", 10L]], _store.Rows("SELECT run, count(*) FROM cicada_requests GROUP BY run"));
        Assert.Equal([["r2"]], _store.Rows("SELECT DISTINCT run FROM cicada_run_summary"));
    }

    [Fact]
    public async Task A_run_is_out_of_sight_at_once_and_its_points_go_some_at_a_time()
    {
        await RecordAsync("r1", 10);
        await RecordAsync("r2", 5);
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        var requests = file.Catalogue.Find(MeasurementNames.Default.Requests)!;
        file.InTransaction(() => RunDeletion.Begin(file, ["r1"]));

        var seen = file.Query("SELECT DISTINCT run FROM cicada_requests").Single();
        var there = file.Scalar($"SELECT count(*) FROM data.{requests.PointsTable}");
        var pieces = new List<long>();
        while (file.InTransaction(() => RunDeletion.RemoveSome(file, most: 4)) is var removed and > 0)
        {
            pieces.Add(removed);
        }

        Assert.Equal(["r2"], seen);
        Assert.Equal(15L, there);
        Assert.Equal([4, 4, 2], pieces.Take(3));
        Assert.All(pieces, piece => Assert.InRange(piece, 1, 4));
        Assert.Equal(5L, file.Scalar($"SELECT count(*) FROM data.{requests.PointsTable}"));
        Assert.Equal(0L, file.Scalar("SELECT count(*) FROM catalogue.removed_series"));
        Assert.Empty(file.Catalogue.Emptying);
    }

    [Fact]
    public async Task A_measurement_that_is_dropped_has_nothing_left_to_remove()
    {
        await RecordAsync("r1", 10);
        using (var file = StoreFile.OpenOrCreate(_store.Path, ""))
        {
            file.InTransaction(() => RunDeletion.Begin(file, ["r1"]));
        }

        using var store = Store.Open(_store.Path);
        store.DropDatabase(Store.RunsDatabase);

        Assert.Equal(0, store.EnforceRetention());
    }

    [Fact]
    [Trait("Category", "EndToEnd")]
    public async Task Kill_9_in_the_middle_of_a_deletion_brings_nothing_back_and_whoever_opens_the_store_next_goes_on()
    {
        await RecordAsync("r1", 1_000);
        await RecordAsync("r2", 20);
        await DeletingProcess.DeleteHalfAndKillAsync(_store.Path, "r2", most: 7);
        SpoolFixture.Write(StoreSpool.FolderOf(_store.Path), Some.Run("r3"), 0, Some.Batch(Some.Samples(Some.Key(), 3)));

        using (var reading = RunHistory.Open(_store.Path))
        {
            Assert.Equal([("r1", 1_000L), ("r3", 3L)], reading.List().Select(run => (run.Run, run.Total.Count)).Order());
            using var rows = reading.Sql("SELECT run, count(*) FROM cicada_requests GROUP BY run ORDER BY run");
            Assert.Equal([["r1", 1_000L], ["r3", 3L]], rows.Rows);
        }

        Assert.Equal(13L, _store.Scalar("SELECT count(*) FROM data.points_1 WHERE series NOT IN (SELECT id FROM data.series_1)"));

        // A run of the same name is another one; none of the points that are left become its own.
        await RecordAsync("r2", 2);
        Assert.Equal([["r1", 1_000L], ["r2", 2L], ["r3", 3L]], _store.Rows("SELECT run, count(*) FROM cicada_requests GROUP BY run ORDER BY run"));
        using (RunHistory.Open(_store.Path, StoreAccess.Change))
        {
        }

        Assert.Equal(1_005L, _store.Scalar("SELECT count(*) FROM data.points_1"));
        Assert.Equal(0L, _store.Scalar("SELECT count(*) FROM catalogue.removed_series"));
    }

    private Task RecordAsync(string run, int count) => _store.RecordAsync(Some.Run(run), Some.Batch(Some.Samples(Some.Key(), count)), Some.Summary(Some.Run(run), count));
}
