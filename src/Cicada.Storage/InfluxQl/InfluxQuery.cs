using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>A query and what was said with it.</summary>
internal sealed record InfluxQuery(string Text)
{
    /// <summary>The database meant where a statement names none; empty for none.</summary>
    public string Database { get; init; } = "";

    /// <summary>The retention policy meant where a statement names none; empty for the database's default.</summary>
    public string RetentionPolicy { get; init; } = "";

    public IReadOnlyDictionary<string, QueryParameter> Parameters { get; init; } = new Dictionary<string, QueryParameter>();

    /// <summary>The most rows that are given at a time.</summary>
    public int ChunkRows { get; init; } = 10_000;

    /// <summary>Whether it came by a request that should not change anything: what changes all the same gets a warning.</summary>
    public bool IsFromGet { get; init; }

    /// <summary>Whether it is refused if it would change anything: a page elsewhere may have sent it.</summary>
    public bool MustNotChange { get; init; }

    /// <summary>Whether it matters who asks.</summary>
    public bool AsksForUser { get; init; }

    /// <summary>Who asks; null for nobody in particular.</summary>
    public InfluxUser? User { get; init; }
}
