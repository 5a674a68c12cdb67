using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Routes that belong together, such as those of InfluxDB. Several groups share one listener.</summary>
internal interface IRouteGroup
{
    IReadOnlyList<WebRoute> Routes { get; }

    /// <summary>Whether it finds out itself who makes its requests, as InfluxDB's interface does where users have passwords there.</summary>
    bool ChecksCallers => false;

    /// <summary>Does what all answers of the group need, whatever they say. It is called for each request to one of the routes' paths, also for one that is then refused.</summary>
    void Prepare(HttpContext context);

    /// <summary>Says no in the form users of the group expect.</summary>
    Task RefuseAsync(HttpContext context, int status, string sentence);
}
