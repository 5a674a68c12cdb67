using System.Collections.Concurrent;

namespace Cicada.Metrics;

/// <summary>The error classes of a run, bounded in number like the names of requests.</summary>
internal sealed class ErrorClasses(int maximum)
{
    private readonly ConcurrentDictionary<string, string> _classes = new(StringComparer.Ordinal);
    private long _capped;

    public long Capped => Volatile.Read(ref _capped);

    public int Maximum => maximum;

    /// <summary>The class itself, or <c>__other__</c> when there are too many already.</summary>
    public string Bound(string error)
    {
        if (_classes.TryGetValue(error, out var known))
        {
            return known;
        }

        if (_classes.Count >= maximum)
        {
            Interlocked.Increment(ref _capped);
            return ErrorClass.Other;
        }

        return _classes.GetOrAdd(error, error);
    }
}
