using Cicada.Influx;
using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <summary>
/// Writes points of whatever measurements as InfluxDB does, within the caller's transaction: the first point decides a field's type, a point
/// that differs is left out; a point with the series and time of an earlier one replaces the fields it has.
/// </summary>
/// <remarks>After a failed transaction it is of no further use.</remarks>
internal sealed class PointWriter(StoreFile file)
{
    private readonly Dictionary<MeasurementTable, (PointTarget Target, int Writes)> _targets = [];

    /// <summary>What the file was known to hold when this began.</summary>
    public Catalogue Catalogue { get; } = file.Catalogue;

    /// <summary>Writes points; those that do not fit are in the answer, with the reason.</summary>
    /// <param name="database">The database.</param>
    /// <param name="policy">The policy, or null for the default.</param>
    /// <param name="points">The points.</param>
    /// <param name="nowNanoseconds">The time now, by which points that are too old for the policy are told.</param>
    public StoreWriteResult Write(string database, string? policy, IReadOnlyList<Point> points, long nowNanoseconds)
    {
        var rejected = new List<RejectedPoint>();
        var oldest = file.Catalogue.FindDatabase(database)?.Find(policy) is { Policy.Duration: { } duration }
            ? nowNanoseconds - (duration.Ticks * 100)
            : long.MinValue;
        var admission = new PointAdmission(file, database, policy, oldest);
        var byTable = new Dictionary<MeasurementTable, List<Point>>();
        for (var i = 0; i < points.Count; i++)
        {
            if (admission.Admit(points[i], i, out var refusal) is not { } table)
            {
                rejected.Add(refusal!);
                continue;
            }

            if (!byTable.TryGetValue(table, out var list))
            {
                byTable.Add(table, list = []);
            }

            list.Add(points[i]);
        }

        foreach (var (target, list) in byTable)
        {
            Write(target, list);
        }

        return new StoreWriteResult(points.Count - rejected.Count, rejected);
    }

    private void Write(MeasurementTable table, List<Point> points)
    {
        file.Catalogue.CompleteView(table);
        var target = _targets.TryGetValue(table, out var known) && known.Writes == table.PointWrites && !known.Target.Writer.Series.IsStale
            ? known.Target
            : new PointTarget(file, new MeasurementWriter(file, table, SeriesIndex.Begin(file, table)));
        _targets[table] = (target, ++table.PointWrites);

        target.Writer.Series.Resolve(points);
        target.Write(points);
        target.Writer.WriteSeries();
        MinuteMerge.Forget(file, table, points);
    }
}
