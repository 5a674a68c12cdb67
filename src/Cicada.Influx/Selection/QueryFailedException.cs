namespace Cicada.Influx.Selection;

/// <summary>A statement cannot be answered; the message is what InfluxDB says of it.</summary>
internal sealed class QueryFailedException(string message, Exception? inner = null) : Exception(message, inner);
