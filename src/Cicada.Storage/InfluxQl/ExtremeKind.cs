namespace Cicada.Storage.InfluxQl;

/// <summary>What is wanted of the least and the greatest value.</summary>
internal enum ExtremeKind
{
    Least,
    Greatest,
    Spread,
}
