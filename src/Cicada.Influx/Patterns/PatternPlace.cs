namespace Cicada.Influx.Patterns;

/// <summary>A place between characters that a pattern can ask for.</summary>
internal enum PatternPlace
{
    TextBegin,
    TextEnd,
    LineBegin,
    LineEnd,

    /// <summary>Between a word and what is none; words are made of ASCII's letters, digits and underscores.</summary>
    WordEdge,
    NoWordEdge,
}
