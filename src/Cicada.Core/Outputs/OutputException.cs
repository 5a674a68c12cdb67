namespace Cicada;

/// <summary>Thrown by an output whose write failed, with what that means for later writes.</summary>
public sealed class OutputException : Exception
{
    /// <summary>Describes a failed write.</summary>
    /// <param name="message">What was seen, what was expected, what to do.</param>
    /// <param name="kind">Whether trying again can help.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public OutputException(string message, OutputFailureKind kind, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>Whether trying again can help.</summary>
    public OutputFailureKind Kind { get; }

    /// <summary>How long the destination wants to be left alone before a temporary failure is tried again; null where it has not said.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
