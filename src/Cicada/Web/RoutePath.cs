namespace Cicada.Web;

/// <summary>One path with its routes.</summary>
/// <param name="Path">The path.</param>
/// <param name="Group">Whose it is.</param>
/// <param name="Routes">One route for each method.</param>
internal sealed record RoutePath(string Path, IRouteGroup Group, IReadOnlyList<WebRoute> Routes)
{
    /// <summary>The methods that are answered, as the header <c>Allow</c> says them.</summary>
    public string Methods { get; } = string.Join(", ", Routes.Select(route => route.Method));

    public WebRoute? Find(string method) => Routes.FirstOrDefault(route => string.Equals(route.Method, method, StringComparison.OrdinalIgnoreCase));
}
