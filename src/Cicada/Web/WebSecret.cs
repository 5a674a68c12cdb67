using System.Security.Cryptography;
using System.Text;

namespace Cicada.Web;

/// <summary>What <c>--web-auth</c> says: a token, or a name and a password. It is compared in constant time and shown nowhere.</summary>
internal sealed class WebSecret
{
    private readonly byte[] _whole;
    private readonly byte[] _password;
    private readonly byte[] _name;

    /// <param name="text">A token, or <c>user:password</c>.</param>
    public WebSecret(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        Name = colon < 0 ? null : text[..colon];
        _whole = DigestOf(text);
        _name = DigestOf(Name ?? "");
        _password = DigestOf(text[(colon + 1)..]);
    }

    /// <summary>The user's name; null for a token.</summary>
    public string? Name { get; }

    /// <summary>Whether this is it. A token may come with any name, or in its place; a name and a password may also come as one, as tokens do.</summary>
    public bool Is(string name, string password)
    {
        // All three are compared, whatever the first says.
        var isWhole = Same(_whole, password);
        var isPair = Same(_name, name) & Same(_password, password) & Name is not null;
        var isName = Same(_whole, name) & password.Length == 0;
        return isWhole | isPair | (isName && Name is null);
    }

    public override string ToString() => "[REDACTED]";

    private static bool Same(byte[] digest, string text) => CryptographicOperations.FixedTimeEquals(digest, DigestOf(text));

    private static byte[] DigestOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
