using Cicada.Influx;

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
}
