namespace Cicada.Web;

/// <summary>Finds the route of a request.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<string, RoutePath> _exact = new(StringComparer.Ordinal);
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
    public RoutePath? Find(string path) =>
        _exact.GetValueOrDefault(path) ?? _below.Find(below => path.StartsWith(below.Path.AsSpan(0, below.Path.Length - 1), StringComparison.Ordinal));

    private void Add(RoutePath path)
    {
        if (path.Path.EndsWith("/*", StringComparison.Ordinal))
        {
            _below.Add(path);
        }
        else if (!_exact.TryAdd(path.Path, path))
        {
            throw new InvalidOperationException($"Two groups of routes answer '{path.Path}'; a path belongs to one of them.");
        }
    }
}
