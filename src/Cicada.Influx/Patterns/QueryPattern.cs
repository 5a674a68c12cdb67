using System.Text;
using System.Text.RegularExpressions;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Patterns;

/// <summary>A pattern of a query, between slashes there: RE2's language, and what it means there. May be used by many threads.</summary>
internal sealed class QueryPattern
{
    // Only texts with letters beyond ASCII, and only patterns that ask for edges of words, are looked through by the engine that can be slow.
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(1);

    private readonly PatternNode _node;
    private readonly HashSet<string>? _texts;
    private readonly bool _asksForWords;
    private readonly Lazy<Regex> _regex;
    private readonly Lazy<Regex> _regexBeyondAscii;

    private QueryPattern(string pattern, PatternNode node)
    {
        (Pattern, _node) = (pattern, node);
        ExactTexts = ExactPattern.TextsOf(node);
        _asksForWords = Asks(node, PatternPlace.WordEdge) || Asks(node, PatternPlace.NoWordEdge);
        _texts = Asks(node, PatternPlace.LineBegin) || Asks(node, PatternPlace.LineEnd) ? null : ExactTexts?.ToHashSet(StringComparer.Ordinal);
        _regex = new(() => new Regex(PatternText.Of(_node, isForAscii: true), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        _regexBeyondAscii = new(() => new Regex(PatternText.Of(_node, isForAscii: false), RegexOptions.CultureInvariant, LongestSearch));
    }

    /// <summary>The pattern as it was written.</summary>
    public string Pattern { get; }

    /// <summary>
    /// The texts that are meant where the pattern does nothing but name some, as <c>^(a|b)$</c> does, else null. InfluxDB then compares with them.
    /// </summary>
    public IReadOnlyList<string>? ExactTexts { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="PatternSyntaxException">It is none.</exception>
    public static QueryPattern Of(string pattern) => new(pattern, PatternReader.Read(pattern));

    /// <summary>Whether the pattern is somewhere in a text.</summary>
    public bool IsMatch(string text)
    {
        if (_texts is not null)
        {
            return _texts.Contains(text);
        }

        try
        {
            return (_asksForWords && !Ascii.IsValid(text) ? _regexBeyondAscii : _regex).Value.IsMatch(text);
        }
        catch (Exception exception) when (exception is RegexMatchTimeoutException or NotSupportedException)
        {
            throw new QueryFailedException($"the pattern /{Pattern}/ takes too long to look for; write a simpler one", exception);
        }
    }

    private static bool Asks(PatternNode node, PatternPlace kind) => node switch
    {
        PatternNode.Place place => place.Kind == kind,
        PatternNode.Sequence sequence => sequence.Parts.Any(part => Asks(part, kind)),
        PatternNode.Choice choice => choice.Parts.Any(part => Asks(part, kind)),
        PatternNode.Repetition repetition => Asks(repetition.Part, kind),
        _ => false,
    };
}
