using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>One value of a stream.</summary>
/// <param name="Series">Whose value it is.</param>
/// <param name="Time">Its time.</param>
/// <param name="Value">The value; null for an interval that has none.</param>
/// <param name="Others">The values of other fields and tags beside it, or null. Whoever keeps them copies them: the next point may use the same list.</param>
internal record struct StreamPoint(StreamSeries Series, long Time, QueryValue Value, QueryValue[]? Others);
