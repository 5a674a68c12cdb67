namespace Cicada.Influx.Patterns;

/// <summary>How a part of a pattern is to be understood: <c>(?i)</c> and its like.</summary>
[Flags]
internal enum PatternFlags
{
    None = 0,

    /// <summary>Capital and small letters are the same.</summary>
    Fold = 1,

    /// <summary><c>^</c> and <c>$</c> are the ends of lines.</summary>
    Lines = 2,

    /// <summary>A point is a newline too.</summary>
    AnyNewline = 4,

    /// <summary>Greed is turned round, which changes nothing of whether something matches.</summary>
    Reluctant = 8,
}
