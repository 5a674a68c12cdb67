using System.Runtime.CompilerServices;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Which databases, retention policies and measurements there were at one time. It does not change, so any thread may read it.</summary>
internal sealed class StoredSchema
{
    // What has not changed is not made anew: a measurement's columns only grow.
    private static readonly ConditionalWeakTable<MeasurementTable, StoredMeasurement> Made = [];

    private readonly Dictionary<string, Dictionary<string, Dictionary<string, StoredMeasurement>>> _databases = new(StringComparer.Ordinal);

    private StoredSchema()
    {
    }

    /// <summary>Takes down what the catalogue says now; for whoever may read the catalogue.</summary>
    public static StoredSchema Of(Catalogue catalogue)
    {
        var schema = new StoredSchema();
        foreach (var database in catalogue.Databases)
        {
            var policies = new Dictionary<string, Dictionary<string, StoredMeasurement>>(StringComparer.Ordinal);
            foreach (var (id, policy) in database.Policies)
            {
                policies.Add(policy.Name, catalogue.MeasurementsOf(id).Select(Of).ToDictionary(one => one.Name, StringComparer.Ordinal));
            }

            schema._databases.Add(database.Name, policies);
        }

        return schema;
    }

    /// <summary>The series that were read meanwhile.</summary>
    public KeptSeries Series { get; } = new();

    public bool HasDatabase(string database) => _databases.ContainsKey(database);

    /// <summary>The measurements of a retention policy by name, or null where there is no such policy.</summary>
    public IReadOnlyDictionary<string, StoredMeasurement>? Measurements(string database, string policy) =>
        _databases.GetValueOrDefault(database)?.GetValueOrDefault(policy);

    /// <summary>
    /// The fields of a measurement, and its tags, whatever retention policy its points with them are in: for InfluxDB tags are the database's. Null where there is no such
    /// measurement.
    /// </summary>
    public PointSchema? SchemaOf(MeasurementKey measurement)
    {
        if (Measurements(measurement.Database, measurement.RetentionPolicy)?.GetValueOrDefault(measurement.Name)?.Schema is not { } schema)
        {
            return null;
        }

        var others = _databases[measurement.Database].Values.Select(policy => policy.GetValueOrDefault(measurement.Name)).OfType<StoredMeasurement>()
            .SelectMany(other => other.Schema.Tags).Where(tag => !schema.Tags.Contains(tag)).ToList();
        return others.Count == 0 ? schema : new(schema.Fields, schema.Tags.Concat(others).ToHashSet(StringComparer.Ordinal));
    }

    private static StoredMeasurement Of(MeasurementTable table)
    {
        if (!Made.TryGetValue(table, out var made) || made.Columns != table.NextColumnId - 1 || made.HasRemovedSeries != table.HasRemovedSeries)
        {
            made = new StoredMeasurement(table);
            Made.AddOrUpdate(table, made);
        }

        return made;
    }
}
