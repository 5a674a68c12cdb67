namespace Cicada.InfluxApi;

/// <summary>A body has more bytes than is allowed.</summary>
internal sealed class BodyTooLargeException() : Exception("Request Entity Too Large");
