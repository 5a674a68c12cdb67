namespace Cicada.Influx;

/// <summary>A point that is refused for good.</summary>
/// <param name="Line">Its line, without the line break; empty where line protocol cannot say it at all.</param>
/// <param name="Reason">Why, in the words of the server.</param>
/// <param name="IsRequest">Whether it is the point of a request, not of an observation.</param>
internal readonly record struct RefusedPoint(ReadOnlyMemory<byte> Line, string Reason, bool IsRequest);
