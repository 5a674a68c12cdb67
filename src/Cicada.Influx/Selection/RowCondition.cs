namespace Cicada.Influx.Selection;

/// <summary>Says of a row whether it fulfils a condition.</summary>
internal delegate bool RowCondition(ReadOnlySpan<QueryValue> row);
