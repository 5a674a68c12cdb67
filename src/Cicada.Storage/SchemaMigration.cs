namespace Cicada.Storage;

/// <summary>
/// Brings an older file to the schema of this version, in one transaction: it is either the old file or the new one. A file that is
/// opened to be read stays as it is, so readers do without what an older schema lacks.
/// </summary>
internal static class SchemaMigration
{
    // The step at index i leads from version i + 1 to i + 2.
    private static readonly string[] Steps =
    [
        $"""
        ALTER TABLE catalogue.retention_policies ADD COLUMN shard_group_duration_ns BIGINT;
        {Catalogue.MergedHistograms}
        """,
        $"""
        ALTER TABLE catalogue.retention_policies ADD COLUMN IF NOT EXISTS replication INTEGER;
        {Catalogue.InfluxTables}
        """,
        Catalogue.RemovedSeries,

        // A column may be a decimal from here on; those that are there stay as they are.
        "",
    ];

    /// <summary>Refuses a file of a newer schema, and brings an older one to this schema where it may be changed.</summary>
    /// <exception cref="StoreException">The schema is newer than this program.</exception>
    public static void Require(StoreFile file)
    {
        var version = RequireKnown(file);
        if (version == Catalogue.SchemaVersion || file.IsReadOnly)
        {
            return;
        }

        using var transaction = file.Connection.BeginTransaction();
        foreach (var step in Steps.Skip(version - 1).Where(step => step.Length > 0))
        {
            file.Execute(step);
        }

        file.Execute("UPDATE catalogue.store SET schema_version = $1", Catalogue.SchemaVersion);
        transaction.Commit();
    }

    /// <summary>Refuses a file of a newer schema, and gives the version of any other.</summary>
    /// <param name="file">The connection.</param>
    /// <param name="catalog">The name by which DuckDB knows the file, where it is not the one that was opened.</param>
    /// <exception cref="StoreException">The schema is newer than this program.</exception>
    public static int RequireKnown(StoreFile file, string? catalog = null)
    {
        var version = Version(file, catalog);
        return version <= Catalogue.SchemaVersion
            ? version
            : throw new StoreException(
                $"The store '{file.Path}' has schema version '{version}'; this version of Cicada knows versions up to '{Catalogue.SchemaVersion}'. "
                + "Update Cicada to open it.");
    }

    /// <summary>The schema version of an open file.</summary>
    public static int Version(StoreFile file, string? catalog = null) =>
        Convert.ToInt32(file.Scalar($"SELECT max(schema_version) FROM {(catalog is null ? "" : catalog + ".")}catalogue.store"), null);
}
