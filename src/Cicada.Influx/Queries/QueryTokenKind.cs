namespace Cicada.Influx.Queries;

/// <summary>What a token of a query is.</summary>
internal enum QueryTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A name, bare or in double quotes.</summary>
    Identifier,

    /// <summary>A word of the language, in capitals.</summary>
    Keyword,

    /// <summary>An operator or a mark of punctuation.</summary>
    Symbol,

    /// <summary>A text in single quotes.</summary>
    String,

    /// <summary>Digits.</summary>
    Integer,

    /// <summary>Digits with a decimal point.</summary>
    Number,

    /// <summary>A number and units of time, not yet checked.</summary>
    Duration,

    /// <summary>A pattern between slashes.</summary>
    Regex,

    /// <summary>The name of a parameter behind a dollar sign.</summary>
    Parameter,

    /// <summary>A text whose closing quote is missing, an unknown escape in a text, or a character that means nothing.</summary>
    Bad,
}
