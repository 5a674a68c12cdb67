using System.Net;
using System.Net.Sockets;

namespace Cicada.Web;

/// <summary>What a listener is bound to.</summary>
/// <param name="Name">As it was given.</param>
/// <param name="Address">The address it means.</param>
internal sealed record ListenAddress(string Name, IPAddress Address)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Whether it is all addresses of this machine.</summary>
    public bool IsAny => Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any);

    /// <summary>Finds out what an address or name means.</summary>
    /// <exception cref="WebHostException">It means nothing.</exception>
    public static ListenAddress Of(string name)
    {
        var bare = name.Trim().TrimStart('[').TrimEnd(']');
        switch (bare)
        {
            case "localhost":
                return new(bare, IPAddress.Loopback);
            case "*":
                return new(bare, IPAddress.Any);
        }

        if (IPAddress.TryParse(bare, out var address))
        {
            return new(bare, address);
        }

        try
        {
            return new(bare, Dns.GetHostAddresses(bare)[0]);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new WebHostException($"The address to listen on is '{name}'; it is no address, and no name of one. Write for instance '--web-host 127.0.0.1'.", exception);
        }
    }
}
