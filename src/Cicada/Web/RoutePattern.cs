using Microsoft.AspNetCore.Routing;

namespace Cicada.Web;

/// <summary>A path in which some segments stand for any: <c>/runs/{run}/series</c>.</summary>
internal sealed class RoutePattern(string pattern)
{
    private readonly string[] _segments = pattern.Split('/');

    /// <summary>Whether a path has a segment that stands for any.</summary>
    public static bool Is(string path) => path.Contains('{', StringComparison.Ordinal);

    /// <summary>The segments that stand for any, by their names; null for another path.</summary>
    public RouteValueDictionary? Match(string path)
    {
        var segments = path.Split('/');
        if (segments.Length != _segments.Length)
        {
            return null;
        }

        RouteValueDictionary values = [];
        for (var i = 0; i < segments.Length; i++)
        {
            if (_segments[i] is ['{', .. var name, '}'] && segments[i].Length > 0)
            {
                values[name] = segments[i];
            }
            else if (!string.Equals(segments[i], _segments[i], StringComparison.Ordinal))
            {
                return null;
            }
        }

        return values;
    }
}
