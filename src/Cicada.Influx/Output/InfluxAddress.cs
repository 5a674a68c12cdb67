using System.Text.RegularExpressions;

namespace Cicada.Influx;

/// <summary>
/// The parts of an address as they were written: none is decoded, none is judged. Any text has them, so that also what makes no sense can be shown without the secrets in it.
/// </summary>
internal sealed partial class InfluxAddress
{
    private const string Redacted = "[REDACTED]";

    // What may stand in a sentence as it is; everything else in a query may be a secret, or the half of one with a '&' in it.
    private static readonly string[] Harmless = ["org", "orgID", "bucket", "database", "db", "rp", "precision", "consistency", "epoch"];
    private static readonly string[] SecretKeys = ["token", "p", "u", "user", "username", "password"];

    private readonly string _path;
    private readonly string? _query;

    public InfluxAddress(string? text)
    {
        Text = (text ?? "").Trim();
        var scheme = Text.IndexOf("://", StringComparison.Ordinal);
        Scheme = scheme < 0 ? "" : Text[..scheme];
        var rest = scheme < 0 ? Text : Text[(scheme + 3)..];
        var end = rest.AsSpan().IndexOfAny(@"/?#\");
        var authority = end < 0 ? rest : rest[..end];
        rest = rest[authority.Length..];
        var at = authority.LastIndexOf('@');
        UserInfo = at < 0 ? null : authority[..at];
        Host = authority[(at + 1)..];
        (rest, Fragment) = Cut(rest, '#');
        (_path, _query) = Cut(rest, '?');
    }

    /// <summary>All of it, without blanks around it.</summary>
    public string Text { get; }

    /// <summary>What stands before <c>://</c>; empty without that.</summary>
    public string Scheme { get; }

    /// <summary>What stands before the host's <c>@</c>; null without that.</summary>
    public string? UserInfo { get; }

    /// <summary>The host, and the port if there is one.</summary>
    public string Host { get; }

    /// <summary>The names between the slashes of the path. A slash at the end is nothing.</summary>
    public IReadOnlyList<string> Segments => _path.Trim('/').Length == 0 ? [] : (_path.EndsWith('/') ? _path[1..^1] : _path[1..]).Split('/');

    /// <summary>The pairs behind the question mark; a value is null without an equals sign.</summary>
    public IEnumerable<(string Key, string? Value)> Query =>
        (_query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => Cut(pair, '='));

    /// <summary>What stands behind a <c>#</c>, or null.</summary>
    public string? Fragment { get; }

    /// <summary>
    /// Whether there is an '@' where none should be: then a password has a slash or the like in it, and what looks like host and path is a part of the password.
    /// </summary>
    public bool HasStrayAt =>
        _path.Contains('@', StringComparison.Ordinal)
        || (Fragment ?? "").Contains('@', StringComparison.Ordinal)
        || Query.Any(pair => pair.Key.Contains('@', StringComparison.Ordinal)
            || ((pair.Value ?? "").Contains('@', StringComparison.Ordinal) && !Harmless.Contains(pair.Key) && !SecretKeys.Contains(pair.Key)));

    /// <summary>The address as it may be shown: without user, password, token and whatever else might be one.</summary>
    public string Shown
    {
        get
        {
            var scheme = Scheme.Length == 0 ? "" : Scheme + "://";
            if (HasStrayAt)
            {
                return scheme + Redacted;
            }

            return scheme + (UserInfo is null ? "" : Redacted + "@") + Host + _path
                + (_query is null ? "" : "?" + string.Join('&', Query.Select(ShownPair)))
                + (Fragment is null ? "" : "#" + Redacted);
        }
    }

    /// <summary>A key as it may stand in a sentence; null where it might be a piece of a secret.</summary>
    public static string? ShownKey(string key) => Harmless.Contains(key) || SecretKeys.Contains(key) || Word().IsMatch(key) ? key : null;

    /// <summary>The name of a variable as it may stand in a sentence: a token somebody's shell put in its place is none.</summary>
    public static string ShownVariable(string name) => VariableName().IsMatch(name) ? name : Redacted;

    private static string ShownPair((string Key, string? Value) pair)
    {
        if (ShownKey(pair.Key) is not { } key || pair.Value is not { } value)
        {
            return pair.Value is null && Harmless.Contains(pair.Key) ? pair.Key : Redacted;
        }

        var variable = key == "token" && value.StartsWith(InfluxDestinationReader.FromVariable, StringComparison.Ordinal) ? value[InfluxDestinationReader.FromVariable.Length..] : null;
        return key + "=" + (Harmless.Contains(key) || value.Length == 0 ? value : variable is null ? Redacted : InfluxDestinationReader.FromVariable + ShownVariable(variable));
    }

    private static (string Before, string? Behind) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    [GeneratedRegex("^[a-zA-Z_-]{1,16}$", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("^[A-Z_][A-Z0-9_]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();
}
