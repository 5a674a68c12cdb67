namespace Cicada.Storage.InfluxQl;

/// <summary>Whoever asks may not do that; the message is what InfluxDB says of it, without <c>error authorizing query: </c>.</summary>
internal sealed class QueryForbiddenException(string message) : Exception(message);
