namespace Cicada;

/// <summary>The cause of a failure that was declared with words rather than thrown.</summary>
/// <param name="message">The reason given.</param>
public sealed class CallFailedException(string message) : Exception(message);
