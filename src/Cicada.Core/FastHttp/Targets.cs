using System.Collections.Concurrent;

namespace Cicada.FastHttp;

/// <summary>Where the requests of a run go. The few addresses that are used all the time, which are the same objects each time (<see cref="Http.Addresses"/>), are taken apart once.</summary>
internal sealed class Targets
{
    private const int Kept = 1024;
    private readonly ConcurrentDictionary<Uri, Target> _known = new(ReferenceEqualityComparer.Instance);

    public Target Of(Uri address)
    {
        if (_known.TryGetValue(address, out var known))
        {
            return known;
        }

        var target = new Target(address);
        if (_known.Count < Kept)
        {
            _known.TryAdd(address, target);
        }

        return target;
    }
}
