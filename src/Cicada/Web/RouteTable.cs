using Microsoft.AspNetCore.Routing;

namespace Cicada.Web;

/// <summary>Finds the route of a request: that of exactly its path, else one with segments that stand for any, else one for all paths below.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<string, RoutePath> _exact = new(StringComparer.Ordinal);
    private readonly List<(RoutePattern Pattern, RoutePath Path)> _patterns = [];
    private readonly List<RoutePath> _below = [];

    /// <param name="groups">The groups; the first one says what answers have to paths nobody knows.</param>
    public RouteTable(IReadOnlyList<IRouteGroup> groups)
    {
        First = groups[0];
        foreach (var group in groups)
        {
            foreach (var routes in group.Routes.GroupBy(route => route.Path, StringComparer.Ordinal))
            {
                Add(new RoutePath(routes.Key, group, [.. routes]));
            }
        }

        _below.Sort((one, other) => other.Path.Length.CompareTo(one.Path.Length));
    }

    public IRouteGroup First { get; }

    /// <summary>The routes of a path, or null where nobody answers it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="values">What its segments are that stand for any.</param>
    public RoutePath? Find(string path, out RouteValueDictionary values)
    {
        values = [];
        if (_exact.TryGetValue(path, out var exact))
        {
            return exact;
        }

        foreach (var (pattern, found) in _patterns)
        {
            if (pattern.Match(path) is { } matched)
            {
                values = matched;
                return found;
            }
        }

        return _below.Find(below => path.StartsWith(below.Path.AsSpan(0, below.Path.Length - 1), StringComparison.Ordinal));
    }

    private void Add(RoutePath path)
    {
        if (path.Path.EndsWith("/*", StringComparison.Ordinal))
        {
            _below.Add(path);
        }
        else if (RoutePattern.Is(path.Path))
        {
            _patterns.Add((new(path.Path), path));
        }
        else if (!_exact.TryAdd(path.Path, path))
        {
            throw new InvalidOperationException($"Two groups of routes answer '{path.Path}'; a path belongs to one of them.");
        }
    }
}
