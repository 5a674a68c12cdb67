namespace Cicada.Tests.Grafana.Simulation;

/// <summary>One event, as a chart shows it.</summary>
internal sealed record AnnotationEvent(long Time, string? Title, string? Text, IReadOnlyList<string> Tags);
