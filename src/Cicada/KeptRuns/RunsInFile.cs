using System.Text;
using Cicada.Export;
using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.KeptRuns;

/// <summary>The runs of a store that nobody else has open.</summary>
/// <param name="history">The open store.</param>
/// <param name="clock">Tells when something was said about a run.</param>
internal sealed class RunsInFile(RunHistory history, TimeProvider clock) : IKeptRuns
{
    public string Path => history.Path;

    public IReadOnlyList<RunSummary> List(RunFilter filter) => history.List(filter);

    public IReadOnlyDictionary<string, long> Sizes() => history.Sizes();

    public IReadOnlyList<string> Tests() => history.Tests();

    public long ReusableBytes() => history.ReusableBytes();

    public string? FindBaseline(string test) => history.FindBaseline(test);

    public string Find(string run) => history.Find(run);

    public string ReadDocument(string run) => history.ReadDocument(run);

    public RunSummary ReadSummary(string run) => history.ReadSummary(run);

    public RunSetup ReadSetup(string run) => history.Query(run).Setup();

    public RunSummary ReadPart(string run, TimeSpan? from, TimeSpan? to) => RunPart.Read(history, run, from, to);

    public ComparedRuns Compare(string run, string other, TimeSpan? from, TimeSpan? to) => history.Compare(other, run).Window(from, to).Differences();

    public RunRemarks ReadRemarks(string run) => history.ReadRemarks(run);

    public RunRemarks Label(string run, IReadOnlyDictionary<string, string?> labels) => history.Label(run, labels, clock);

    public RunRemarks Annotate(string run, string note) => history.Annotate(run, note, clock);

    public string? Pin(string run) => history.Pin(run, clock);

    public bool Unpin(string run) => history.Unpin(run, clock);

    public IReadOnlyList<string> Delete(IReadOnlyList<string> runs) => history.Delete(runs);

    public IKeptRows Sql(string query) => new RowsOfFile(history.Sql(query));

    public long CountPoints(string run, string? measurement) => history.CountPoints(run, measurement);

    public ExportedRun Export(ExportOrder order, Stream output, Action<long> progress)
    {
        var export = new RunExport(history, order.Run, order.Measurement, order.Prefix, progress);
        return new(export.Write(order.Format, output), export.LeftOut);
    }

    public long ExportParquet(string run, string path, string? measurement) => history.ExportParquet(run, path, measurement);

    public byte[] ReadReport(string run) => Encoding.UTF8.GetBytes(RunReport.Of(history, run, clock));

    public void Dispose() => history.Dispose();

    private sealed class RowsOfFile(SqlRows rows) : IKeptRows
    {
        public IReadOnlyList<string> Columns => rows.Columns;

        public IEnumerable<IReadOnlyList<object?>> Rows => rows.Rows;

        public void Dispose() => rows.Dispose();
    }
}
