using System.Text;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary>What a request says about who makes it.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Password">The password.</param>
internal readonly record struct Credentials(string Name, string Password)
{
    /// <summary>A token nobody here understands was shown.</summary>
    public bool IsForeignToken { get; private init; }

    /// <summary>Reads them: <c>u</c> and <c>p</c> in the address, then the header <c>Authorization</c>, with <c>Basic</c>, or with <c>Token</c> or <c>Bearer</c> and <c>user:password</c>.</summary>
    /// <returns>Null where there are none that can be read.</returns>
    public static Credentials? Of(HttpRequest request)
    {
        if (request.Query["u"] is [{ Length: > 0 } user, ..] && request.Query["p"] is [{ Length: > 0 } password, ..])
        {
            return new(user, password);
        }

        if (request.Headers.Authorization.ToString().Split(' ', 2) is not [var scheme, var value])
        {
            return null;
        }

        return scheme.ToLowerInvariant() switch
        {
            "basic" => OfPair(Decoded(value)),
            "token" => OfPair(value),

            // A JSON web token has no colon in it.
            "bearer" => OfPair(value) ?? new Credentials("", "") { IsForeignToken = true },
            _ => null,
        };
    }

    // Never the password.
    public override string ToString() => $"{nameof(Credentials)} {{ Name = {Name} }}";

    private static Credentials? OfPair(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new(text[..colon], text[(colon + 1)..]);
    }

    private static string Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }
}
