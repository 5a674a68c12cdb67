using Cicada.Influx;

namespace Cicada.Import;

/// <summary>A point and the line of the file it came from, so that a refusal by the store can name the line.</summary>
internal readonly record struct ReadPoint(long Line, Point Point);
