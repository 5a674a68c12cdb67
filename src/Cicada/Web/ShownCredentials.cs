using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cicada.Web;

/// <summary>What a program shows with a request to be let in.</summary>
/// <param name="Name">A name; empty for a token.</param>
/// <param name="Password">A password or a token.</param>
internal readonly record struct ShownCredentials(string Name, string Password)
{
    /// <summary>Reads them: the header <c>Authorization</c> with <c>Bearer</c>, <c>Token</c> or <c>Basic</c>, or <c>u</c> and <c>p</c> in the address, where InfluxDB's clients put them.</summary>
    public static ShownCredentials? Of(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries) is [var scheme, { Length: > 0 } value])
        {
            return scheme.ToLowerInvariant() switch
            {
                "bearer" or "token" => new("", value),
                "basic" => OfPair(value),
                _ => null,
            };
        }

        return request.Query["p"] is [{ Length: > 0 } password, ..] ? new(request.Query["u"].ToString(), password) : null;
    }

    // Never the password.
    public override string ToString() => $"{nameof(ShownCredentials)} {{ Name = {Name} }}";

    private static ShownCredentials? OfPair(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new(text[..colon], text[(colon + 1)..]);
    }
}
