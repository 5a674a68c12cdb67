namespace Cicada.RunsApi;

/// <summary>Ends the run that is on.</summary>
/// <param name="Reason">Why, for who reads its events.</param>
internal sealed record StopRequest(string? Reason = null);
