namespace Cicada.RunsApi;

/// <summary>A mark on a run's time axis.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Text">The whole story.</param>
/// <param name="Elapsed">Where, in seconds after the run's start; null for now.</param>
internal sealed record Annotation(string Title, string? Text = null, double? Elapsed = null);
