using Cicada.Influx;
using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>Reads which values a tag has, from the series tables alone.</summary>
internal static class StoredTagValues
{
    /// <summary>The values of a tag, sorted.</summary>
    /// <param name="file">The open store.</param>
    /// <param name="measurement">The measurement.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="where">Which series are meant; null for all.</param>
    public static IReadOnlyCollection<string> Of(StoreFile file, NamedMeasurement measurement, string key, Expression? where)
    {
        var found = measurement.Tables.Select(table => Of(file, table, key, where)).ToList();
        return found.Count == 1 ? found[0] : new SortedSet<string>(found.SelectMany(values => values), ByteOrder.Instance);
    }

    /// <summary>Whether any series has a tag.</summary>
    public static bool Any(StoreFile file, NamedMeasurement measurement, string key, Expression? where) => measurement.Tables.Any(table =>
    {
        if (table.Tag(key)?.SqlName is not { } column)
        {
            return false;
        }

        return where is null
            ? file.Scalar($"SELECT 1 FROM data.{table.SeriesTable} WHERE {column} IS NOT NULL LIMIT 1") is not null
            : SeriesFilter.Of(table, where, FieldComparison.AllSeries).Read(file, "DISTINCT 1", $"{column} IS NOT NULL").Any();
    });

    private static List<string> Of(StoreFile file, MeasurementTable table, string key, Expression? where)
    {
        if (table.Tag(key)?.SqlName is not { } column)
        {
            return [];
        }

        return where is null && file.Kept is { } kept ? kept.TagValues(table, key, Read) : Read();

        List<string> Read()
        {
            // Each combination of values of the tags that are asked for comes once, in the order of this tag's.
            var rows = SeriesFilter.Of(table, where, FieldComparison.AllSeries).Read(file, $"DISTINCT {column}", $"{column} IS NOT NULL ORDER BY {column}");
            return [.. rows.Select(row => (string)row[0]!).Distinct(StringComparer.Ordinal)];
        }
    }
}
