namespace Cicada.Sockets;

/// <summary>Sees how much comes in, before whoever reads does.</summary>
internal interface IReadWatcher
{
    /// <summary>So many bytes have come in; 0 for the end.</summary>
    /// <exception cref="IOException">They must not have.</exception>
    void Arrived(int bytes);
}
