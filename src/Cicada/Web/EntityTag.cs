using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>Lets a client ask whether what it has is still so.</summary>
internal static class EntityTag
{
    /// <summary>The tag of an answer, by its content.</summary>
    public static string Of(ReadOnlySpan<byte> content) => $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";

    /// <summary>Says the tag in the answer. Where the client has just this already, the answer is 304 and has no body.</summary>
    /// <returns>Whether the client has it.</returns>
    public static bool Answer(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        if (!IsKnown(context.Request, tag))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    // Compressed by a proxy on the way, a tag has become a weak one.
    private static bool IsKnown(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries)
            .Any(known => known == "*" || known == tag || (known.StartsWith("W/", StringComparison.Ordinal) && known[2..] == tag));
}
