namespace Cicada.Options;

/// <summary>How many values an option has.</summary>
internal enum OptionKind
{
    /// <summary>None: it is there or it is not.</summary>
    Flag,

    /// <summary>One; when it is given several times the last one counts.</summary>
    Value,

    /// <summary>One each time it is given.</summary>
    Repeated,

    /// <summary>Any number each time it is given.</summary>
    Words,
}
