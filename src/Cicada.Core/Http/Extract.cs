using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cicada.Metrics;
using Cicada.Users;

namespace Cicada;

/// <summary>Takes values out of a response for the requests that follow: <c>var token = response.Extract.Json("$.token");</c></summary>
/// <remarks>
/// <b>What is missing.</b> The methods that return a value make the request fail when it is not there (error class <c>extract</c>, with a sentence that says what was sought and what was
/// there instead), and end the task as <see cref="TaskOwner.Reschedule"/> does: the next task comes after the wait time. It is one failure of one request, and no error of the user. A request that
/// has failed already keeps its own failure. Methods with <c>otherwise</c>, <c>Try…</c> and <c>All…</c> leave the request as it is.
/// <para>
/// <b>JSON paths</b> are those of RFC 9535 without filters: <c>$.a.b</c>, <c>$['a b']</c>, <c>$.list[0]</c>, <c>[-1]</c>, <c>[1:3]</c>, <c>[*]</c>, <c>$..id</c>; names in their exact case. A
/// string is given without its quotes, everything else as it is written in the document; <c>null</c> counts as missing.
/// </para>
/// <para>
/// <b>Regular expressions</b> match without going back, in time that grows with the body and no faster. One that looks around or refers back cannot; it has a second, and what takes longer
/// counts as missing.
/// </para>
/// </remarks>
public readonly struct Extract
{
    // How much of what was there instead is told.
    private const int Glimpse = 100;

    private readonly Response _response;

    internal Extract(Response response) => _response = response;

    /// <summary>The first value at a place in the JSON body.</summary>
    /// <param name="path">The place, for instance <c>$.user.token</c>.</param>
    /// <param name="otherwise">What to return where nothing is there; null, the default, fails the request and ends the task.</param>
    /// <exception cref="FormatException">The path cannot be read.</exception>
    public string Json(string path, string? otherwise = null) => TryJson(path, out var value) ? value : otherwise ?? throw Missing($"JSON path '{path}'", JsonGlimpse());

    /// <summary>The first value at a place in the JSON body, if there is one.</summary>
    /// <param name="path">The place, for instance <c>$.user.token</c>.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="FormatException">The path cannot be read.</exception>
    public bool TryJson(string path, [NotNullWhen(true)] out string? value)
    {
        value = Values(path).FirstOrDefault();
        return value is not null;
    }

    /// <summary>All values at a place in the JSON body, in its order; empty where there is none.</summary>
    /// <param name="path">The place, for instance <c>$.items[*].id</c>.</param>
    /// <exception cref="FormatException">The path cannot be read.</exception>
    public IReadOnlyList<string> AllJson(string path) => [.. Values(path)];

    /// <summary>What the first group of a regular expression matches first in the body, or all of the match where it has no groups.</summary>
    /// <param name="pattern">The expression, for instance <c>name="csrf" value="([^"]+)"</c>.</param>
    /// <param name="otherwise">What to return where nothing matches; null, the default, fails the request and ends the task.</param>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public string Regex(string pattern, string? otherwise = null) =>
        TryRegex(pattern, out var value) ? value : otherwise ?? throw Missing($"match of the regular expression '{pattern}'", TextGlimpse());

    /// <summary>What the first group of a regular expression matches first in the body, or all of the match where it has no groups, if anything does.</summary>
    /// <param name="pattern">The expression, for instance <c>name="csrf" value="([^"]+)"</c>.</param>
    /// <param name="value">What it matches.</param>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public bool TryRegex(string pattern, [NotNullWhen(true)] out string? value)
    {
        var expression = _response.Session.Run.Patterns.Expression(pattern);
        try
        {
            var match = expression.Match(_response.Text);
            value = match.Success ? Caught(match) : null;
        }
        catch (RegexMatchTimeoutException)
        {
            value = null;
        }

        return value is not null;
    }

    /// <summary>What the first group of a regular expression matches, each time it does; all of the matches where it has no groups; empty where nothing matches.</summary>
    /// <param name="pattern">The expression, for instance <c>href="([^"]+)"</c>.</param>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public IReadOnlyList<string> AllRegex(string pattern)
    {
        var expression = _response.Session.Run.Patterns.Expression(pattern);
        try
        {
            return [.. expression.Matches(_response.Text).Select(Caught)];
        }
        catch (RegexMatchTimeoutException)
        {
            return [];
        }
    }

    /// <summary>The text between two others in the body, the first time they are there.</summary>
    /// <param name="left">What stands before it, for instance <c>value="</c>.</param>
    /// <param name="right">What follows it, for instance <c>"</c>.</param>
    /// <param name="otherwise">What to return where they are not there; null, the default, fails the request and ends the task.</param>
    public string Between(string left, string right, string? otherwise = null) =>
        TryBetween(left, right, out var value) ? value : otherwise ?? throw Missing($"text between '{left}' and '{right}'", TextGlimpse());

    /// <summary>The text between two others in the body, the first time they are there, if they are.</summary>
    /// <param name="left">What stands before it, for instance <c>value="</c>.</param>
    /// <param name="right">What follows it, for instance <c>"</c>.</param>
    /// <param name="value">The text.</param>
    public bool TryBetween(string left, string right, [NotNullWhen(true)] out string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(left);
        ArgumentException.ThrowIfNullOrEmpty(right);
        var text = _response.Text;
        var start = text.IndexOf(left, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(right, start + left.Length, StringComparison.Ordinal);
        value = end < 0 ? null : text[(start + left.Length)..end];
        return value is not null;
    }

    /// <summary>A header of the answer, several values joined by commas.</summary>
    /// <param name="name">The header's name, in any case, for instance <c>Location</c>.</param>
    /// <param name="otherwise">What to return where there is none; null, the default, fails the request and ends the task.</param>
    public string Header(string name, string? otherwise = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return TryHeader(name, out var value) ? value
            : otherwise ?? throw Missing($"header '{name}'", Listed("headers", _response.Headers.Select(header => header.Key)));
    }

    /// <summary>A header of the answer, several values joined by commas, if it is there.</summary>
    /// <param name="name">The header's name, in any case, for instance <c>Location</c>.</param>
    /// <param name="value">Its value.</param>
    public bool TryHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = _response.Header(name);
        return value is not null;
    }

    /// <summary>The value of a cookie this answer sets; of several with the name the last.</summary>
    /// <param name="name">The cookie's name, in its exact case.</param>
    /// <param name="otherwise">What to return where it sets none; null, the default, fails the request and ends the task.</param>
    public string Cookie(string name, string? otherwise = null) =>
        TryCookie(name, out var value) ? value : otherwise ?? throw Missing($"cookie '{name}'", Listed("cookies", SetCookies().Select(cookie => cookie.Name)));

    /// <summary>The value of a cookie this answer sets, if it does; of several with the name the last.</summary>
    /// <param name="name">The cookie's name, in its exact case.</param>
    /// <param name="value">Its value.</param>
    public bool TryCookie(string name, [NotNullWhen(true)] out string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        value = SetCookies().Where(cookie => cookie.Name == name).Select(cookie => cookie.Value).LastOrDefault();
        return value is not null;
    }

    private static string Caught(Match match) => match.Groups.Count > 1 ? match.Groups[1].Value : match.Value;

    private static string Listed(string what, IEnumerable<string> names) => names.Distinct().ToArray() is { Length: > 0 } some
        ? Shortened($"There were the {what} {string.Join(", ", some.Select(name => $"'{name}'"))}", 2 * Glimpse)
        : $"There were no {what}";

    private static string Shortened(string text, int length) => text.Length <= length ? text : text[..length] + "…";

    private IEnumerable<string> Values(string path)
    {
        var place = _response.Session.Run.Patterns.Path(path);
        return _response.Document is not { } document ? [] : place.Find(document)
            .Where(value => value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            .Select(value => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
    }

    private IEnumerable<(string Name, string Value)> SetCookies()
    {
        foreach (var line in _response.Headers.Where(header => header.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)).SelectMany(header => header.Value))
        {
            var pair = line.AsSpan(0, line.IndexOf(';') is >= 0 and var end ? end : line.Length);
            if (pair.IndexOf('=') is > 0 and var equals)
            {
                yield return (pair[..equals].Trim().ToString(), pair[(equals + 1)..].Trim().ToString());
            }
        }
    }

    private string JsonGlimpse() => _response.Document is null && _response.Body.Length > 0 ? "The body is no JSON: " + Body() : TextGlimpse();

    private string TextGlimpse() => _response.Body.Length == 0 ? "The body is empty" : "The body begins with: " + Body();

    private string Body() => Shortened(_response.Text.ReplaceLineEndings(" "), Glimpse);

    /// <summary>Makes the request fail, once, and carries the end of the task.</summary>
    private FlowException Missing(string what, string glimpse)
    {
        var sentence = $"The answer to '{_response.RequestType} {_response.Name}' (status {_response.StatusCode}) has no {what}. {glimpse}";
        if (!_response.Failed)
        {
            _response.TryFail(ErrorClass.Extract, sentence, new CallFailedException(sentence));
        }

        return new FlowException(Flow.Reschedule, sentence);
    }
}
