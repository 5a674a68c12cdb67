using Cicada.Users;

namespace Cicada;

/// <summary>The answer to a request.</summary>
public sealed class Response : Call
{
    internal Response(UserSession session, string requestType, string name)
        : base(session, requestType, name)
    {
    }
}
