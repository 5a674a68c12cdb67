using System.Net;
using System.Net.Sockets;

namespace Cicada.Web;

/// <summary>
/// A queue before the checking of passwords for each address they come from, so that somebody who guesses keeps nobody waiting elsewhere. Behind a proxy all come from one
/// address: what a request says about an address before that one, anybody can say. Safe to use from several threads.
/// </summary>
internal sealed class CheckQueues(TimeProvider clock) : IDisposable
{
    /// <summary>How many may wait at one address.</summary>
    public const int MostWaiting = 64;

    private const int MostAddresses = 1024;
    private const int NetworkBytes = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, CheckQueue> _queues = [];

    /// <summary>Takes a place in the queue of an address, which <see cref="Leave"/> gives back.</summary>
    /// <returns>Null where too many wait there.</returns>
    public CheckQueue? TryEnter(IPAddress? address)
    {
        var key = KeyOf(address);
        lock (_gate)
        {
            if (!_queues.TryGetValue(key, out var queue))
            {
                MakeRoom();
                _queues.Add(key, queue = new CheckQueue(clock));
            }

            if (queue.Length == MostWaiting)
            {
                return null;
            }

            queue.Length++;
            return queue;
        }
    }

    public void Leave(IPAddress? address, CheckQueue queue)
    {
        lock (_gate)
        {
            queue.Length--;
            if (queue.Length == 0 && queue.LastFailure == 0)
            {
                Remove(KeyOf(address));
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var queue in _queues.Values)
            {
                queue.Dispose();
            }

            _queues.Clear();
        }
    }

    // Whoever has a network of version 6 has all of its addresses.
    private static IPAddress KeyOf(IPAddress? address) => address switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes().Take(NetworkBytes), .. new byte[NetworkBytes]]),
        _ => address,
    };

    // The one that was wrong longest ago is forgotten. Where somebody waits at each address, the number of connections bounds them.
    private void MakeRoom()
    {
        if (_queues.Count >= MostAddresses && _queues.Where(pair => pair.Value.Length == 0).MinBy(pair => pair.Value.LastFailure).Key is { } oldest)
        {
            Remove(oldest);
        }
    }

    private void Remove(IPAddress key)
    {
        if (_queues.Remove(key, out var queue))
        {
            queue.Dispose();
        }
    }
}
