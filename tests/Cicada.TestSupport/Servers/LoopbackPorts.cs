using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Cicada.TestSupport;

/// <summary>
/// Ports of the loopback interface for servers that go away and come back. They lie below those the system hands out by itself: while such a
/// server is away nobody else gets its port, and a client that tries it again and again never ends up connected to itself.
/// </summary>
public static class LoopbackPorts
{
    private const int Lowest = 10_000;

    private static readonly Random Chance = new(Environment.ProcessId);

    /// <summary>Ports nobody listens on, all different: each is held until all are found.</summary>
    /// <param name="count">How many.</param>
    public static int[] Free(int count)
    {
        var held = new List<TcpListener>(count);
        try
        {
            while (held.Count < count)
            {
                if (TryHold(Next()) is { } listener)
                {
                    held.Add(listener);
                }
            }

            return [.. held.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }

    private static int Next()
    {
        lock (Chance)
        {
            return Chance.Next(Lowest, FirstOfTheSystem());
        }
    }

    private static int FirstOfTheSystem()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        return File.Exists(Range) && int.TryParse(File.ReadAllText(Range).Split('\t')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first > Lowest
            ? first
            : 32_768;
    }

    private static TcpListener? TryHold(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
