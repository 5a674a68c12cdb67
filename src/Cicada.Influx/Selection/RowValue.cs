namespace Cicada.Influx.Selection;

/// <summary>Computes a value from those of a row.</summary>
internal delegate QueryValue RowValue(ReadOnlySpan<QueryValue> row);
