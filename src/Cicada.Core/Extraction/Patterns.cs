using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Cicada.Extraction;

/// <summary>The JSON paths and regular expressions the users of a run have asked for, each read once. A test has a handful; one that makes them up as it goes gets them read each time.</summary>
internal sealed class Patterns
{
    private const int Maximum = 1_000;

    // For the few expressions that cannot do without going back.
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, JsonPath> _paths = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Regex> _expressions = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">It is no path.</exception>
    public JsonPath Path(string text) => Get(_paths, text, JsonPathReader.Read);

    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public Regex Expression(string text) => Get(_expressions, text, Compile);

    /// <summary>In time that grows with the body and no faster, whatever the body is; but an expression that looks around or refers back cannot do that and has a second.</summary>
    private static Regex Compile(string pattern)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant;
        try
        {
            return new Regex(pattern, Options | RegexOptions.NonBacktracking, LongestMatch);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, Options, LongestMatch);
        }
    }

    private static T Get<T>(ConcurrentDictionary<string, T> known, string text, Func<string, T> read)
    {
        ArgumentNullException.ThrowIfNull(text);
        return known.TryGetValue(text, out var found) ? found
            : known.Count < Maximum ? known.GetOrAdd(text, read)
            : read(text);
    }
}
