namespace Cicada.Web;

/// <summary>The listener cannot listen where it was told to; the message says why and what to do.</summary>
internal sealed class WebHostException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether another program listens there already.</summary>
    public bool IsInUse { get; init; }
}
