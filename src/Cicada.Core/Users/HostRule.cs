namespace Cicada.Users;

/// <summary>What a target's address has to look like.</summary>
internal static class HostRule
{
    public static void Check(string? host, string subject, List<string> problems)
    {
        if (host is null)
        {
            return;
        }

        if (!host.Contains("://", StringComparison.Ordinal))
        {
            problems.Add($"{subject} '{host}', which has no scheme; an address begins with http:// or https://. Write 'http://{host}'.");
        }
        else if (!Uri.TryCreate(host, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            problems.Add($"{subject} '{host}', which is no address; it looks like 'http://example.com:8080/base'. Correct it.");
        }
    }
}
