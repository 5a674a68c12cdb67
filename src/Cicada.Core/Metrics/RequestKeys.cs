using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Cicada.Metrics;

/// <summary>
/// The request keys of a run. Their number is bounded, because each becomes a series in every output: a name that
/// carries an id would otherwise make one per request.
/// </summary>
internal sealed class RequestKeys(int maximumNames)
{
    // By the texts' identity, not by what they say: a test's names are literals, mostly, and texts take longer to hash than this takes as a whole.
    private const int Recent = 4096;

    private readonly RequestKey?[] _recent = new RequestKey?[Recent];
    private readonly ConcurrentDictionary<(string UserClass, string Type, string Name), RequestKey> _keys = new();
    private readonly HashSet<(string Type, string Name)> _names = [];
    private readonly Lock _gate = new();
    private long _capped;

    /// <summary>How many calls were recorded under <c>__other__</c> because the names had run out.</summary>
    public long Capped => Volatile.Read(ref _capped);

    public int MaximumNames => maximumNames;

    public RequestKey Get(string userClass, string requestType, string name)
    {
        ref var recent = ref _recent[RuntimeHelpers.GetHashCode(name) & (Recent - 1)];
        if (Volatile.Read(ref recent) is { } last && ReferenceEquals(last.Name, name) && ReferenceEquals(last.RequestType, requestType) && ReferenceEquals(last.UserClass, userClass))
        {
            return last;
        }

        var key = _keys.TryGetValue((userClass, requestType, name), out var known) ? known : Add(userClass, requestType, name);
        Volatile.Write(ref recent, key);
        return key;
    }

    private RequestKey Add(string userClass, string requestType, string name)
    {
        lock (_gate)
        {
            if (_keys.TryGetValue((userClass, requestType, name), out var known))
            {
                return known;
            }

            if (!_names.Contains((requestType, name)))
            {
                if (_names.Count >= maximumNames)
                {
                    // One more pair per request type at the most, and types that are themselves unbounded share one.
                    Interlocked.Increment(ref _capped);
                    var type = _names.Contains((requestType, ErrorClass.Other)) || _names.Count < maximumNames + 20 ? requestType : ErrorClass.Other;
                    _names.Add((type, ErrorClass.Other));
                    return Find(userClass, type, ErrorClass.Other);
                }

                _names.Add((requestType, name));
            }

            return Find(userClass, requestType, name);
        }
    }

    private RequestKey Find(string userClass, string requestType, string name) =>
        _keys.GetOrAdd(
            (userClass, requestType, name),
            static (parts, count) => new RequestKey(count, parts.Type, parts.Name, parts.UserClass),
            _keys.Count);
}
