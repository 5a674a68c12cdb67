using System.Collections.Concurrent;

namespace Cicada.Storage.Writing;

/// <summary>A retention policy that lines are written to, and what is known of its measurements.</summary>
/// <param name="database">The database.</param>
/// <param name="policy">The policy as it is.</param>
/// <param name="load">Reads what the tables say of a measurement, while nobody changes them, and hands it to <see cref="Learn"/>.</param>
internal sealed class WritePlace(string database, RetentionPolicy policy, Func<WritePlace, string, WriteSchema> load)
{
    private readonly ConcurrentDictionary<string, WriteSchema> _schemas = new(StringComparer.Ordinal);
    private volatile bool _isStale;

    public string Database => database;

    public RetentionPolicy Policy => policy;

    /// <summary>Whether the tables were changed by others since: it has to be looked up anew.</summary>
    public bool IsStale => _isStale;

    public void BecomeStale() => _isStale = true;

    /// <summary>What is known of a measurement's columns.</summary>
    public WriteSchema SchemaOf(string measurement) => _schemas.TryGetValue(measurement, out var schema) ? schema : load(this, measurement);

    /// <summary>Keeps what the tables say, unless more is known.</summary>
    public WriteSchema Learn(string measurement, WriteSchema schema) => _schemas.GetOrAdd(measurement, schema);

    /// <summary>Points with these columns are on their way into the tables.</summary>
    public void Extend(string measurement, WriteSchema schema) => _schemas[measurement] = schema;
}
