namespace Cicada.Influx;

/// <summary>What a file of line protocol has on one of its lines: a point, or something that is none.</summary>
/// <param name="LineNumber">The line on which it begins; the first of the file is 1.</param>
/// <param name="Point">The point; null if there is none.</param>
/// <param name="Reason">Null if there is a point; otherwise what is wrong, in the words of an InfluxDB server.</param>
/// <param name="Excerpt">Empty if there is a point; otherwise the beginning of the line, at most 80 characters.</param>
public readonly record struct LineProtocolEntry(long LineNumber, Point? Point, string? Reason, string Excerpt);
