namespace Cicada.Influx.Queries;

/// <summary>What a statement counts.</summary>
internal enum CardinalityKind
{
    Series,
    Measurements,
    TagKeys,
    TagValues,
    FieldKeys,
}
