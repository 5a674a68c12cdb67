namespace Cicada.Storage;

/// <summary>Which requests a question is about.</summary>
public enum RequestOutcome
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>Those that succeeded.</summary>
    Succeeded,

    /// <summary>Those that failed.</summary>
    Failed,
}
