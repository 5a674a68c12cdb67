using System.Net;

namespace Cicada.Web;

/// <summary>
/// By which names a server may be called. A page elsewhere can make its own name mean this machine (DNS rebinding), and its requests then look as if they came from
/// here; but they carry that name in <c>Host</c>.
/// </summary>
internal sealed class HostNames
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    private readonly ListenAddress _bound;

    /// <param name="bound">What the server listens on.</param>
    /// <param name="others">Further names.</param>
    public HostNames(ListenAddress bound, IEnumerable<string> others)
    {
        _bound = bound;
        _names.Add(bound.Name);
        _names.UnionWith(others.Select(Bare));
        if (bound.IsAny)
        {
            _names.Add(Environment.MachineName);
        }
    }

    /// <summary>Whether the server may be called that.</summary>
    /// <param name="host">The header; empty for a request without one, which no browser sends.</param>
    public bool Admit(string host)
    {
        var name = Bare(host);
        if (name.Length == 0 || _names.Contains(name))
        {
            return true;
        }

        // An address is what it is: nobody can make it mean another machine.
        return IPAddress.TryParse(name, out var address) && (_bound.IsAny || address.Equals(_bound.Address) || IPAddress.IsLoopback(address));
    }

    // Without the port, and without the brackets of an IPv6 address.
    private static string Bare(string host)
    {
        if (host.StartsWith('['))
        {
            var end = host.IndexOf(']', StringComparison.Ordinal);
            return end < 0 ? host : host[1..end];
        }

        var colon = host.IndexOf(':', StringComparison.Ordinal);
        var name = colon >= 0 && colon == host.LastIndexOf(':') ? host[..colon] : host;
        return name.TrimEnd('.');
    }
}
