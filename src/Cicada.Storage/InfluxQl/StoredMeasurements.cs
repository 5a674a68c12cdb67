using Cicada.Influx;
using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Finds the measurements that statements which show or delete something are about.</summary>
internal static class StoredMeasurements
{
    /// <summary>The measurements of a database that have series, sorted by name.</summary>
    /// <param name="file">The open store.</param>
    /// <param name="database">The database; there may be none of that name.</param>
    /// <param name="policy">The retention policy, or null for all.</param>
    public static IReadOnlyList<NamedMeasurement> Of(StoreFile file, string database, string? policy = null) =>
        policy is null && file.Kept is { } kept ? kept.Measurements(database, () => Read(file, database, null)) : Read(file, database, policy);

    /// <summary>Those that sources mean by name or pattern; all where there are no sources.</summary>
    public static IReadOnlyList<NamedMeasurement> Of(IReadOnlyList<NamedMeasurement> all, IReadOnlyList<QuerySource> sources)
    {
        if (sources.Count == 0)
        {
            return all;
        }

        var wanted = sources.OfType<QuerySource.Measurement>().Select(Condition).ToList();
        return [.. all.Where(measurement => wanted.Exists(fits => fits(measurement.Name)))];
    }

    /// <summary>Those that a source means, of its retention policy.</summary>
    /// <exception cref="QueryFailedException">The policy is not there.</exception>
    public static IEnumerable<NamedMeasurement> Of(StoreFile file, QuerySource.Measurement source)
    {
        var fits = Condition(source);
        return Of(file, source.Database, RequirePolicy(file, source).Name).Where(one => fits(one.Name));
    }

    /// <summary>The retention policy a source means.</summary>
    /// <exception cref="QueryFailedException">It is not there.</exception>
    public static RetentionPolicy RequirePolicy(StoreFile file, QuerySource.Measurement source) =>
        (file.Catalogue.FindDatabase(source.Database) ?? throw StatementDefaults.NoDatabase(source.Database)).Find(source.RetentionPolicy)?.Policy
        ?? throw new QueryFailedException($"retention policy not found: {source.RetentionPolicy}");

    /// <summary>Whether a name is what a source means.</summary>
    public static Func<string, bool> Condition(QuerySource.Measurement source)
    {
        if (source.Pattern is null)
        {
            return name => name == source.Name;
        }

        var pattern = QueryPattern.Of(source.Pattern);
        return pattern.IsMatch;
    }

    private static bool HasSeries(StoreFile file, MeasurementTable table) => file.Scalar($"SELECT 1 FROM data.{table.SeriesTable} LIMIT 1") is not null;

    private static IReadOnlyList<NamedMeasurement> Read(StoreFile file, string database, string? policy)
    {
        var tables = policy is null
            ? file.Catalogue.Measurements(database)
            : file.Catalogue.FindDatabase(database)?.Find(policy) is { } found ? file.Catalogue.MeasurementsOf(found.Id) : [];
        return
        [
            .. tables.Where(table => HasSeries(file, table)).GroupBy(table => table.Name, StringComparer.Ordinal)
                .Select(named => new NamedMeasurement(named.Key, [.. named])).OrderBy(named => named.Name, ByteOrder.Instance),
        ];
    }
}
