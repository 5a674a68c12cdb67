using Cicada.Influx;

namespace Cicada.Storage.Tests.Queries;

public sealed class RunningRunTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Figures_of_a_run_that_is_on_are_those_of_all_its_histograms_and_nothing_is_read_of_seconds_whose_minutes_are_merged()
    {
        var load = new RecordedLoad(seed: 50, seconds: 130, busiest: 30, failed: 0.2);
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        load.Record(file, isEnded: false);
        file.Running = new HashSet<string> { load.Run.Id };
        var run = StoredRun.ReadAll(file).Single();
        RunSummary Summarize() => RunningRun.Summarize(file, run, new RunQuery(null!, run.Run));

        // The way without minutes: each request's histograms one by one, and its percentiles wherever they come to lie.
        var seconds = (UnixTime.At(RecordedLoad.Start + (130 * RecordedLoad.Second)) - run.Started).TotalSeconds;
        var (requests, total) = new StatisticsFigures(file, run.Run, seconds).Read()!.Value;
        var summary = Summarize();

        Assert.Equal((RunState.Running, null), (summary.State, summary.Ended));
        Assert.Equal(requests.Select(Text), summary.Requests.Select(Text));
        Assert.Equal(Text(total), Text(summary.Total));
        Assert.Equal((load.Total.Count, load.Total.P99, load.Total.P999), (summary.Total.Count, summary.Total.P99, summary.Total.P999));

        // Two minutes are merged, so nobody misses their texts.
        var statistics = file.Catalogue.Find(MeasurementNames.Default.RequestStatistics)!;
        file.Execute($"UPDATE data.{statistics.PointsTable} SET {statistics.Field("histogram")!.SqlName} = 'gone' WHERE time > {RecordedLoad.Start + (10 * RecordedLoad.Second)} AND time <= {RecordedLoad.Start + (120 * RecordedLoad.Second)}");
        Assert.Equal(summary.Requests.Select(Text), Summarize().Requests.Select(Text));
    }

    [Fact]
    public void Before_the_first_second_is_over_the_requests_themselves_tell()
    {
        var load = new RecordedLoad(seed: 51, seconds: 1, busiest: 30);
        using var file = StoreFile.OpenOrCreate(_store.Path, "");
        load.Record(file, isEnded: false, hasSeconds: false);
        file.Running = new HashSet<string> { load.Run.Id };
        var run = StoredRun.ReadAll(file).Single();

        Assert.Equal(load.Samples.Count, RunningRun.Summarize(file, run, new RunQuery(null!, run.Run)).Total.Count);
    }

    // A percentile is never beyond the exact extremes, and a mean is the same whatever is added up first.
    private static string Text(RequestSummary one)
    {
        double At(double percentile) => Math.Clamp(percentile, one.Min, one.Max);
        return FormattableString.Invariant(
            $"{one.RequestType} {one.Name} {one.Count} {one.Failures} {one.Rps:R} {one.Mean:0.######} {one.Min:R} {one.Max:R} {At(one.P50):R} {At(one.P75):R} {At(one.P90):R} {At(one.P95):R} {At(one.P99):R} {At(one.P999):R} {one.Bytes}");
    }
}
