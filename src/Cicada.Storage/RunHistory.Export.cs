using Cicada.Influx;

namespace Cicada.Storage;

/// <content>Runs as points and as parquet, for other programs and other stores.</content>
public sealed partial class RunHistory
{
    /// <summary>
    /// All points of a run, of every measurement whose points carry its id: first those that describe the run, then one
    /// measurement after the other, each in the order it was recorded.
    /// </summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <returns>The points as they come; no more than a few hundred thousand are held at a time.</returns>
    /// <exception cref="StoreException">There is no such run.</exception>
    public IEnumerable<Point> ReadPoints(string run)
    {
        var id = Find(run);
        return Guarded(RunPointReader.Measurements(_file).SelectMany(one => RunPointReader.Read(_file, one.Table, one.Run, id)));
    }

    /// <summary>How many points a run has.</summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <param name="measurement">The measurement, or null for all of them.</param>
    /// <exception cref="StoreException">There is no such run or measurement.</exception>
    public long CountPoints(string run, string? measurement = null) => Guard(() =>
    {
        var id = Choose(run).Run;
        return measurement is null
            ? RunPointReader.Measurements(_file).Sum(one => RunPointReader.Count(_file, one.Table, one.Run, id))
            : RunPointReader.Require(_file, measurement) is var (table, tag) ? RunPointReader.Count(_file, table, tag, id) : 0;
    });

    /// <summary>
    /// Writes the points of a run as a parquet file, with the columns <c>time</c> (a timestamp in nanoseconds, UTC), tags and fields. Its
    /// key-value metadata name the measurement (<c>cicada_measurement</c>) and the columns that are tags (<c>cicada_tags</c>).
    /// </summary>
    /// <param name="run">Its id, the beginning of its id, or <c>latest</c>.</param>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <param name="measurement">The measurement, the requests unless another is wanted.</param>
    /// <returns>The number of points.</returns>
    /// <exception cref="StoreException">There is no such run or measurement, or the file cannot be written.</exception>
    public long ExportParquet(string run, string path, string? measurement = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Guard(() => ParquetExport.Write(_file, Choose(run).Run, measurement ?? MeasurementNames.Default.Requests, path));
    }

    private IEnumerable<T> Guarded<T>(IEnumerable<T> items)
    {
        using var enumerator = items.GetEnumerator();
        while (Guard(enumerator.MoveNext))
        {
            yield return enumerator.Current;
        }
    }
}
