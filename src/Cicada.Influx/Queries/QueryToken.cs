namespace Cicada.Influx.Queries;

/// <summary>One token of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What it says, without quotes and escapes; a keyword in capitals.</param>
/// <param name="Position">Where an error about it points to.</param>
/// <param name="Start">The index of its first character.</param>
/// <param name="End">The index behind its last character.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Text, QueryPosition Position, int Start, int End)
{
    /// <summary>Whether it is this word of the language.</summary>
    public bool IsKeyword(string keyword) => Kind == QueryTokenKind.Keyword && Text == keyword;

    /// <summary>Whether it is this operator or mark.</summary>
    public bool IsSymbol(string symbol) => Kind == QueryTokenKind.Symbol && Text == symbol;

    /// <summary>As an error shows it.</summary>
    public string Shown => Kind == QueryTokenKind.Parameter ? "$" + Text : Text.Length > 0 ? Text : Kind switch
    {
        QueryTokenKind.End => "EOF",
        QueryTokenKind.Identifier => "IDENT",
        QueryTokenKind.Regex => "REGEX",
        QueryTokenKind.Bad => "BADSTRING",
        QueryTokenKind.String => "STRING",
        _ => "ILLEGAL",
    };
}
