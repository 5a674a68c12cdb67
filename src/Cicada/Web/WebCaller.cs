using Cicada.Storage.InfluxQl;
using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Who makes a request, and what that one may do.</summary>
/// <param name="Name">The name to show; null where nobody is asked for one.</param>
/// <param name="MayRead">Whether runs and what was recorded in them may be seen.</param>
/// <param name="MayChange">Whether runs may be started, stopped, changed and deleted.</param>
internal sealed record WebCaller(string? Name, bool MayRead, bool MayChange)
{
    /// <summary>Somebody who was not asked.</summary>
    public static readonly WebCaller Anybody = new(null, true, true);

    /// <summary>Somebody who was asked and did not say who it is.</summary>
    public static readonly WebCaller Nobody = new(null, false, false);

    /// <summary>The user of InfluxDB's interface it is; null for anybody else.</summary>
    public InfluxUser? User { get; init; }

    /// <summary>Who makes this request, as far as the door found out; null where it did not.</summary>
    public static WebCaller? Of(HttpContext context) => context.Features.Get<WebCaller>();

    public bool May(WebAccess access) => access switch
    {
        WebAccess.Read => MayRead,
        WebAccess.Change => MayChange,
        _ => true,
    };
}
