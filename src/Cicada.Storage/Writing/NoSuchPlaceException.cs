using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Writing;

/// <summary>There is nothing of that name to write to; the message is InfluxDB's.</summary>
/// <param name="kind">What there is not.</param>
/// <param name="message">What InfluxDB says.</param>
internal sealed class NoSuchPlaceException(InfluxWriteKind kind, string message) : Exception(message)
{
    public InfluxWriteKind Kind => kind;
}
