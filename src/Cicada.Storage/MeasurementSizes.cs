using System.Globalization;

namespace Cicada.Storage;

/// <summary>How much room measurements take, with their rows that are still in the log.</summary>
internal static class MeasurementSizes
{
    public static IReadOnlyList<MeasurementSize> Read(StoreFile file)
    {
        var all =
            (from database in file.Catalogue.Databases
             from policy in database.Policies
             from table in file.Catalogue.MeasurementsOf(policy.Id)
             select (Database: database.Name, Policy: policy.Policy.Name, Table: table)).ToList();
        var spaces = TableSpace.Measure(file, [.. all.Select(one => one.Table.PointsTable)]);
        return
        [
            .. all.Select(one =>
            {
                var points = Count(file, one.Table.PointsTable);
                return new MeasurementSize(
                    one.Database, one.Policy, one.Table.Name, Count(file, one.Table.SeriesTable), points,
                    (long)Math.Round(points * spaces.GetValueOrDefault(one.Table.PointsTable).BytesOfRow));
            }),
        ];
    }

    private static long Count(StoreFile file, string table) =>
        Convert.ToInt64(file.Scalar($"SELECT count(*) FROM data.{table}"), CultureInfo.InvariantCulture);
}
