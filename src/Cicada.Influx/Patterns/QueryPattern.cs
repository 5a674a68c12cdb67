using System.Text;
using System.Text.RegularExpressions;

namespace Cicada.Influx.Patterns;

/// <summary>A pattern of a query, between slashes there: RE2's language, and what it means there. May be used by many threads.</summary>
internal sealed class QueryPattern
{
    private readonly PatternNode _node;
    private readonly HashSet<string>? _texts;
    private readonly bool _asksForWords;
    private readonly Lazy<Regex?> _regex;
    private readonly Lazy<PatternAutomaton> _automaton;

    private QueryPattern(string pattern, PatternNode node)
    {
        (Pattern, _node) = (pattern, node);
        ExactTexts = ExactPattern.TextsOf(node);
        _asksForWords = Asks(node, PatternPlace.WordEdge) || Asks(node, PatternPlace.NoWordEdge);
        _texts = Asks(node, PatternPlace.LineBegin) || Asks(node, PatternPlace.LineEnd) ? null : ExactTexts?.ToHashSet(StringComparer.Ordinal);
        _regex = new(() => RegexOf(_node));
        _automaton = new(() => new PatternAutomaton(_node));
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

        var isForRegex = !_asksForWords || Ascii.IsValid(text);
        return isForRegex && _regex.Value is { } regex ? regex.IsMatch(text) : _automaton.Value.IsMatch(text);
    }

    private static Regex? RegexOf(PatternNode node)
    {
        try
        {
            return PatternText.Of(node) is { } text ? new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;
        }
        catch (NotSupportedException)
        {
            // It is too large for that engine.
            return null;
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
