using System.Buffers;
using Cicada.Influx;

namespace Cicada.Storage.Tests.Writing;

/// <summary>A run that was recorded elsewhere and comes as line protocol into the database of runs, as generators send theirs to a results server.</summary>
public sealed class RunFromOutsideTests : IDisposable
{
    private readonly TemporaryStore _there = new();
    private readonly TemporaryStore _here = new();

    public void Dispose()
    {
        _there.Dispose();
        _here.Dispose();
    }

    [Fact]
    public async Task A_run_that_was_exported_and_written_is_the_run_it_was()
    {
        await _there.RecordAsync(Some.Run(), Some.Batch(Some.Samples(Some.Key(), 300)), Some.Summary(Some.Run(), 300));
        using var original = RunHistory.Open(_there.Path);

        await WriteAsync(original.ReadPoints("latest"));

        using var history = RunHistory.Open(_here.Path);
        Assert.Equal(RunSummaryJson.Serialize(original.ReadSummary("latest")), RunSummaryJson.Serialize(Assert.Single(history.List())));
        Assert.Equal(original.CountPoints("latest"), history.CountPoints("latest"));
        Assert.Equal(300L, _here.Scalar("SELECT count(*) FROM main.cicada_requests WHERE run = 'r20261123-120000-abc' AND response_time > 12"));
    }

    [Fact]
    public async Task A_run_that_breaks_off_has_the_figures_of_its_requests()
    {
        var key = Some.Key();
        await _there.RecordAsync(Some.Run(), Some.Batch([.. Some.Samples(key, 200), Some.Sample(key, 5_000_000_000, "HTTP 500", "failed")]));
        using var original = RunHistory.Open(_there.Path);

        await WriteAsync(original.ReadPoints("latest"));

        using var history = RunHistory.Open(_here.Path);
        var run = Assert.Single(history.List());
        Assert.Equal((RunState.Interrupted, 201L, 1L), (run.State, run.Total.Count, run.Total.Failures));
        Assert.Equal(original.ReadSummary("latest").Total, history.ReadSummary("latest").Total);
    }

    [Fact]
    public async Task What_a_run_sends_while_it_is_on_and_at_its_end_makes_a_run_that_is_listed()
    {
        var run = Some.Run();
        var points = new RunPoints(run);
        var summary = Some.Summary(run, 100);
        IEnumerable<Point> sent =
        [
            points.OfRun(run, Some.Noon),
            .. Some.Samples(Some.Key(), 100).Select(sample => points.OfRequest(in sample)),
            .. points.OfSummary(summary, Some.Noon + 60_000_000_000),
            points.OfRun(run with { State = RunState.Finished }, summary, Some.Noon + 60_000_000_000),
        ];

        await WriteAsync(sent);

        using var history = RunHistory.Open(_here.Path);
        var listed = Assert.Single(history.List());
        Assert.Equal(RunSummaryJson.Serialize(summary), RunSummaryJson.Serialize(listed));
        Assert.Equal("main", listed.Labels["branch"]);
        Assert.Equal(["shop"], history.Tests());
    }

    [Fact]
    public async Task A_run_of_which_only_statistics_are_sent_is_listed_too()
    {
        var run = Some.Run();
        await _there.RecordAsync(run, Some.Batch(Some.Samples(Some.Key(), 100)));
        using var original = RunHistory.Open(_there.Path);

        await WriteAsync(original.ReadPoints("latest").Where(point => point.Measurement != MeasurementNames.Default.Requests).Append(new Point("cicada_users", [], [new("v", 1)], 1)));

        using var history = RunHistory.Open(_here.Path);
        Assert.Equal((run.Id, RunState.Interrupted), (Assert.Single(history.List()).Run, history.ReadSummary("latest").State));
    }

    private async Task WriteAsync(IEnumerable<Point> points)
    {
        var lines = new ArrayBufferWriter<byte>();
        var writer = new LineProtocolWriter();
        foreach (var point in points)
        {
            Assert.Equal(LineProtocolOutcome.Written, writer.Write(lines, point));
        }

        using var store = Store.Open(_here.Path);
        using var stream = new MemoryStream(lines.WrittenSpan.ToArray());
        var outcome = await store.WriteLinesAsync(new(Store.RunsDatabase, "", TimePrecision.Nanoseconds), stream, TestContext.Current.CancellationToken);
        Assert.Equal("", outcome.Error);
    }
}
