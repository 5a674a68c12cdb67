namespace Cicada.Options;

/// <summary>Keeps secrets out of what is recorded and shown.</summary>
internal static class Secrets
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Redacted = "[REDACTED]";

    /// <summary>The value as it may be recorded: an address loses its user name and password.</summary>
    public static string InAddress(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return address;
        }

        var start = scheme + 3;
        var end = address.AsSpan(start).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? address[start..] : address.Substring(start, end);
        var at = authority.LastIndexOf('@');
        return at < 0 ? address : string.Concat(address.AsSpan(0, start), Redacted, address.AsSpan(start + at));
    }
}
