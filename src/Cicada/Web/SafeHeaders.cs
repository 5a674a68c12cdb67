using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Headers that tell a browser to be careful.</summary>
internal static class SafeHeaders
{
    /// <summary>For what a browser shows or loads for its page.</summary>
    public static void Prepare(HttpContext context, string contentSecurityPolicy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = contentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>For data: shown as a page, it may do nothing.</summary>
    public static void PrepareData(HttpContext context) => Prepare(context, "default-src 'none'; frame-ancestors 'none'; sandbox");
}
