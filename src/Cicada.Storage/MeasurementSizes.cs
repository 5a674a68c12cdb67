using System.Globalization;

namespace Cicada.Storage;

/// <summary>Asks DuckDB how much room measurements take.</summary>
internal static class MeasurementSizes
{
    private const long BlockBytes = 262_144;

    public static IReadOnlyList<MeasurementSize> Read(StoreFile file, Catalogue catalogue) =>
    [
        .. from database in catalogue.Databases
           from policy in database.Policies
           from table in catalogue.MeasurementsOf(policy.Id)
           select new MeasurementSize(
               database.Name, policy.Policy.Name, table.Name, Count(file, table.SeriesTable), Count(file, table.PointsTable), Bytes(file, table.PointsTable)),
    ];

    // A block may hold segments of several columns, never of several tables.
    private static long Bytes(StoreFile file, string table) => BlockBytes * Convert.ToInt64(
        file.Scalar(
            $"""
            SELECT count(DISTINCT block) FROM (
                SELECT block_id AS block FROM pragma_storage_info('data.{table}') WHERE persistent AND block_id >= 0
                UNION ALL SELECT unnest(additional_block_ids) FROM pragma_storage_info('data.{table}') WHERE persistent)
            """),
        CultureInfo.InvariantCulture);

    private static long Count(StoreFile file, string table) =>
        Convert.ToInt64(file.Scalar($"SELECT count(*) FROM data.{table}"), CultureInfo.InvariantCulture);
}
