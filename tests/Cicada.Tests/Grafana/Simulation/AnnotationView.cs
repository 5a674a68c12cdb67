namespace Cicada.Tests.Grafana.Simulation;

/// <summary>The events a board shows in its charts, and the answer they were made of.</summary>
internal sealed record AnnotationView(Annotation Annotation, QueryAnswer Answer, IReadOnlyList<AnnotationEvent> Events);
