using System.Text.RegularExpressions;

namespace Cicada.Options;

/// <summary>Keeps secrets out of what is recorded and shown.</summary>
internal static partial class Secrets
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Redacted = "[REDACTED]";

    /// <summary>
    /// The value as it may be recorded: each address in it loses its user name and password, and the tokens and passwords behind its question mark. The name of a variable that
    /// holds a token is none.
    /// </summary>
    public static string InAddress(string address) =>
        address.Contains("://", StringComparison.Ordinal) ? Behind().Replace(Before().Replace(address, Redacted), Redacted) : address;

    [GeneratedRegex("(?<=://)[^/?#]*(?=@)")]
    private static partial Regex Before();

    [GeneratedRegex(@"(?<=://\S*[?&](?:token|u|p|user|username|pass|password|secret|api_?key|access_token)=)(?!env:[A-Z_][A-Z0-9_]*(?:[&#\s]|$))[^&#\s]+", RegexOptions.IgnoreCase)]
    private static partial Regex Behind();
}
