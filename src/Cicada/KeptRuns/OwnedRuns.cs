using System.Globalization;
using Cicada.RunsApi;
using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.KeptRuns;

/// <summary>The runs of a store that another process has open, asked of that process.</summary>
/// <param name="owner">The process.</param>
/// <param name="path">The store, as it is to be named to a person.</param>
internal sealed class OwnedRuns(OwnerClient owner, string path) : IKeptRuns
{
    private StoreFacts? _facts;

    public string Path => path;

    /// <summary>Reaches the process that has a store open; null where nobody has, or one that does not answer on this machine: then the file says what is to be done.</summary>
    /// <param name="path">The store.</param>
    public static OwnedRuns? Reach(string path) => OwnerClient.Of(path) is { } client ? new(client, path) : null;

    public IReadOnlyList<RunSummary> List(RunFilter filter)
    {
        var arguments = new List<(string, string?)> { ("test", filter.Test), ("limit", filter.Limit?.ToString(CultureInfo.InvariantCulture)) };
        arguments.AddRange(filter.Labels.Select(label => ("label", (string?)$"{label.Key}={label.Value}")));
        return [.. owner.Get("store/documents", arguments, StoreJson.Default.RunDocuments).Documents.Select(RunSummaryJson.Parse)];
    }

    public IReadOnlyDictionary<string, long> Sizes() => Facts.Sizes;

    public IReadOnlyList<string> Tests() => Facts.Tests;

    public long ReusableBytes() => Facts.ReusableBytes;

    public string? FindBaseline(string test) => Facts.Baselines.GetValueOrDefault(test);

    public string Find(string run) => ReadRemarks(run).Run;

    public string ReadDocument(string run) => owner.Get(OfRun(run, "document"), [], StoreJson.Default.RunDocument).Document;

    public RunSummary ReadSummary(string run) => RunSummaryJson.Parse(ReadDocument(run));

    public RunSetup ReadSetup(string run) => owner.Get($"runs/{Uri.EscapeDataString(run)}", [], StoreJson.Default.KeptSetup).Setup;

    public RunSummary ReadPart(string run, TimeSpan? from, TimeSpan? to) =>
        RunSummaryJson.Parse(owner.Get(OfRun(run, "document"), [("from", Seconds(from)), ("to", Seconds(to))], StoreJson.Default.RunDocument).Document);

    // An id has no comma in it, so none is left for the list to be cut at.
    public ComparedRuns Compare(string run, string other, TimeSpan? from, TimeSpan? to) =>
        owner.Get("compare", [("runs", $"{Find(other)},{Find(run)}"), ("from", Seconds(from)), ("to", Seconds(to))], RunsJson.Default.ComparedRuns);

    public RunRemarks ReadRemarks(string run) => owner.Get(OfRun(run, "remarks"), [], StoreJson.Default.RemarksAnswer).Remarks;

    public RunRemarks Label(string run, IReadOnlyDictionary<string, string?> labels) => Change(run, new RunPatch(Labels: labels)).Remarks;

    public RunRemarks Annotate(string run, string note) => Change(run, new RunPatch(Note: note)).Remarks;

    public string? Pin(string run) => Change(run, new RunPatch(Baseline: true)).BaselineBefore;

    public bool Unpin(string run)
    {
        var id = Find(run);
        return Change(id, new RunPatch(Baseline: false)).BaselineBefore == id;
    }

    public IReadOnlyList<string> Delete(IReadOnlyList<string> runs)
    {
        _facts = null;
        return owner.Post("runs/delete", new RunIds(runs), StoreJson.Default.RunIds, StoreJson.Default.RunIds).Runs;
    }

    public IKeptRows Sql(string query) => new OwnedRows(owner.Open("store/sql", new SqlQuestion(query), StoreJson.Default.SqlQuestion));

    public long CountPoints(string run, string? measurement) => owner.Get(OfRun(run, "points"), [("measurement", measurement)], StoreJson.Default.PointCount).Points;

    public ExportedRun Export(ExportOrder order, Stream output, Action<long> progress)
    {
        using var source = owner.Open(
            OfRun(order.Run, "file"), [("format", Cicada.Export.ExportFormats.NameOf(order.Format)), ("measurement", order.Measurement), ("prefix", order.Prefix)]);
        var end = FileFrames.Copy(source, output, progress);
        return end.Error is { } error ? throw new StoreException(owner.InWordsOfThisSide(error)) : new(end.Written, end.LeftOut);
    }

    public long ExportParquet(string run, string path, string? measurement)
    {
        using var file = File.Create(path);
        return Export(new(run, Cicada.Export.ExportFormat.Parquet, measurement, null), file, _ => { }).Written;
    }

    public byte[] ReadReport(string run)
    {
        using var source = owner.Open(OfRun(run, "report"), []);
        using var report = new MemoryStream();
        source.CopyTo(report);
        return report.ToArray();
    }

    public void Dispose() => owner.Dispose();

    private StoreFacts Facts => _facts ??= owner.Get("store", [], StoreJson.Default.StoreFacts);

    private static string OfRun(string run, string what) => $"runs/{Uri.EscapeDataString(run)}/{what}";

    private static string? Seconds(TimeSpan? time) => time?.TotalSeconds.ToString("0.#######", CultureInfo.InvariantCulture);

    private RemarksAnswer Change(string run, RunPatch patch)
    {
        _facts = null;
        return owner.Post(OfRun(run, "remarks"), patch, StoreJson.Default.RunPatch, StoreJson.Default.RemarksAnswer);
    }

    private sealed class OwnedRows : IKeptRows
    {
        private readonly StreamReader _reader;

        public OwnedRows(Stream lines)
        {
            _reader = new StreamReader(lines);
            Columns = SqlLines.ReadColumns(Line());
        }

        public IReadOnlyList<string> Columns { get; }

        public IEnumerable<IReadOnlyList<object?>> Rows
        {
            get
            {
                while (SqlLines.ReadRow(Line()) is { } row)
                {
                    yield return row;
                }
            }
        }

        public void Dispose() => _reader.Dispose();

        private string Line() => _reader.ReadLine() ?? throw OwnerClient.Gone();
    }
}
