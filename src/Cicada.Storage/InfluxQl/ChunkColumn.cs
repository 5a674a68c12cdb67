namespace Cicada.Storage.InfluxQl;

/// <summary>How DuckDB lays the values of a column out.</summary>
internal enum ChunkColumn
{
    /// <summary>Whole numbers of 64 bits, and times.</summary>
    Long,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int,

    Double,

    Boolean,

    Text,
}
