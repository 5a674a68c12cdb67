namespace Cicada;

/// <summary>Exceptions that escaped from users' tasks, grouped by type and place.</summary>
public sealed record UserErrorSummary
{
    /// <summary>How often.</summary>
    public required long Occurrences { get; init; }

    /// <summary>The exception's type.</summary>
    public required string Exception { get; init; }

    /// <summary>The message of the first of them.</summary>
    public required string Message { get; init; }

    /// <summary>The stack trace of the first of them.</summary>
    public required string Traceback { get; init; }
}
