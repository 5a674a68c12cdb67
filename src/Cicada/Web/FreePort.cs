using System.Net;
using System.Net.Sockets;

namespace Cicada.Web;

/// <summary>Finds a port nobody listens on. By the time somebody does, another may have taken it.</summary>
internal static class FreePort
{
    private const int Tries = 100;

    /// <summary>The next free port behind one, or 0, which means any, where the next hundred are taken.</summary>
    public static int Behind(IPAddress address, int port)
    {
        for (var next = port + 1; next <= Math.Min(port + Tries, ushort.MaxValue); next++)
        {
            if (IsFree(address, next))
            {
                return next;
            }
        }

        return 0;
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
