using System.Net;

namespace Cicada.Web;

/// <summary>Knows who may come in, and by what.</summary>
internal interface IWebUsers
{
    /// <summary>Whether it matters who asks.</summary>
    bool AreAsked { get; }

    /// <summary>Checks what somebody showed. Wrong tries from one address are slowed down.</summary>
    /// <param name="name">A name; empty where only a password or token was shown.</param>
    /// <param name="password">A password or token.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="gone">That one has gone.</param>
    Task<WebLogin> CheckAsync(string name, string password, IPAddress? address, CancellationToken gone);
}
