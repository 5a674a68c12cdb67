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

    /// <summary>What points of a measurement have: the fields are those of its retention policy, the tags those of all in the database, as in InfluxDB's index.</summary>
    public PointSchema SchemaOf(MeasurementKey key)
    {
        if (Measurements(key.Database, key.RetentionPolicy)?.GetValueOrDefault(key.Name) is not { } measurement)
        {
            return new(new Dictionary<string, QueryValueKind>(), new HashSet<string>());
        }

        var named = _databases[key.Database].Values.Select(policy => policy.GetValueOrDefault(key.Name)).OfType<StoredMeasurement>().ToList();
        return named.Count == 1
            ? measurement.Schema
            : measurement.Schema with { Tags = named.SelectMany(one => one.Schema.Tags).ToHashSet(StringComparer.Ordinal) };
    }

    private static StoredMeasurement Of(MeasurementTable table)
    {
        if (!Made.TryGetValue(table, out var made) || made.Columns != table.NextColumnId - 1)
        {
            made = new StoredMeasurement(table);
            Made.AddOrUpdate(table, made);
        }

        return made;
    }
}
