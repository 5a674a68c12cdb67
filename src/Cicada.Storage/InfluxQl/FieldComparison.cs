namespace Cicada.Storage.InfluxQl;

/// <summary>What becomes of a comparison with a field in a condition that picks series.</summary>
internal enum FieldComparison
{
    /// <summary>All series may have such points: it says nothing about them.</summary>
    AllSeries,

    /// <summary>No series fulfils it.</summary>
    NoSeries,

    /// <summary>It is refused.</summary>
    Refused,
}
