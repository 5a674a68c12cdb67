using Cicada.Storage;
using Cicada.Storage.Queries;

namespace Cicada.KeptRuns;

/// <summary>The runs of a store as commands see them: in a file nobody has open, or through the process that has it open. Both say the same.</summary>
internal interface IKeptRuns : IDisposable
{
    /// <summary>The file, as it is to be named to a person.</summary>
    string Path { get; }

    /// <summary>The documents of runs, newest first.</summary>
    IReadOnlyList<RunSummary> List(RunFilter filter);

    /// <summary>About how many bytes each run takes, by id.</summary>
    IReadOnlyDictionary<string, long> Sizes();

    /// <summary>The names of all tests, in order.</summary>
    IReadOnlyList<string> Tests();

    /// <summary>The bytes that are free for runs to come.</summary>
    long ReusableBytes();

    /// <summary>The run that is the baseline of a test, or null.</summary>
    string? FindBaseline(string test);

    /// <summary>The id of a run.</summary>
    string Find(string run);

    /// <summary>The document of a run, letter by letter as it was written.</summary>
    string ReadDocument(string run);

    /// <summary>The document of a run.</summary>
    RunSummary ReadSummary(string run);

    /// <summary>What a run was started with.</summary>
    RunSetup ReadSetup(string run);

    /// <summary>The document of a part of a run.</summary>
    RunSummary ReadPart(string run, TimeSpan? from, TimeSpan? to);

    /// <summary>How a run differs from another, which comes first in what is answered.</summary>
    ComparedRuns Compare(string run, string other, TimeSpan? from, TimeSpan? to);

    /// <summary>What people say about a run.</summary>
    RunRemarks ReadRemarks(string run);

    RunRemarks Label(string run, IReadOnlyDictionary<string, string?> labels);

    RunRemarks Annotate(string run, string note);

    /// <returns>The run that was the baseline before.</returns>
    string? Pin(string run);

    /// <returns>Whether it was the baseline.</returns>
    bool Unpin(string run);

    /// <summary>Deletes runs, all or none.</summary>
    IReadOnlyList<string> Delete(IReadOnlyList<string> runs);

    /// <summary>Asks in SQL; the rows come as they are enumerated.</summary>
    IKeptRows Sql(string query);

    /// <summary>How many points a run has.</summary>
    long CountPoints(string run, string? measurement);

    /// <summary>Writes a run as text.</summary>
    ExportedRun Export(ExportOrder order, Stream output, Action<long> progress);

    /// <summary>Writes a measurement of a run as a parquet file.</summary>
    /// <returns>The number of points.</returns>
    long ExportParquet(string run, string path, string? measurement);

    /// <summary>A run as one HTML file, in UTF-8.</summary>
    byte[] ReadReport(string run);
}
