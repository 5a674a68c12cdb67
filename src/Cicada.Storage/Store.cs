using System.Data.Common;
using Cicada.Influx;

namespace Cicada.Storage;

/// <summary>
/// The embedded time-series store: databases, retention policies, measurements, series and points in one DuckDB file, which this
/// process owns as long as it is open. Safe to use from several threads; they take turns.
/// </summary>
public sealed partial class Store : IDisposable
{
    /// <summary>The database runs are recorded in.</summary>
    public const string RunsDatabase = Catalogue.RunsDatabase;

    private readonly StoreFile _file;
    private readonly Lock _gate = new();

    private Store(StoreFile file) => _file = file;

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>Opens a store, or begins one where there is no file.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="StoreException">The file is in use, is no store, or cannot be opened.</exception>
    public static Store Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(StoreFile.OpenOrCreate(path, ""));
    }

    /// <summary>
    /// Writes points, all in one transaction that is on disk when this returns. A point with the series and time of an earlier one
    /// replaces the fields it has and leaves the others.
    /// </summary>
    /// <param name="database">The database, which must exist.</param>
    /// <param name="policy">The retention policy, or null for the database's default.</param>
    /// <param name="points">The points, of any measurements.</param>
    /// <exception cref="StoreException">There is no such database or policy, or the file cannot be written.</exception>
    public StoreWriteResult Write(string database, string? policy, IReadOnlyList<Point> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        lock (_gate)
        {
            try
            {
                using var transaction = _file.Connection.BeginTransaction();
                foreach (var group in points.GroupBy(point => point.Measurement))
                {
                    var table = _file.Catalogue.Ensure(
                        group.Key,
                        group.SelectMany(point => point.Tags).Select(tag => tag.Key).Distinct(),
                        group.SelectMany(point => point.Fields).Select(field => (field.Key, field.Value.Type)).Distinct());
                    foreach (var run in group.GroupBy(point => point.Tags.FirstOrDefault(tag => tag.Key == PointNames.Run)))
                    {
                        var writer = new MeasurementWriter(_file, table, run.Key.Key is null ? new PointTag(PointNames.Run, "") : run.Key);
                        writer.Write(run);
                        writer.WriteSeries();
                    }
                }

                transaction.Commit();
                return new StoreWriteResult(points.Count, []);
            }
            catch (DbException exception)
            {
                throw StoreErrors.Translate(Path, exception);
            }
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}
