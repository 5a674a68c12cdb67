using System.Collections.Concurrent;

namespace Cicada.Metrics;

/// <summary>
/// The request keys of a run. Their number is bounded, because each becomes a series in every output: a name that
/// carries an id would otherwise make one per request.
/// </summary>
internal sealed class RequestKeys(int maximumNames)
{
    private readonly ConcurrentDictionary<(string UserClass, string Type, string Name), RequestKey> _keys = new();
    private readonly HashSet<(string Type, string Name)> _names = [];
    private readonly Lock _gate = new();
    private long _capped;

    /// <summary>How many calls were recorded under <c>__other__</c> because the names had run out.</summary>
    public long Capped => Volatile.Read(ref _capped);

    public int MaximumNames => maximumNames;

    public RequestKey Get(string userClass, string requestType, string name)
    {
        if (_keys.TryGetValue((userClass, requestType, name), out var key))
        {
            return key;
        }

        return Add(userClass, requestType, name);
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
