namespace Cicada;

/// <summary>The program is about to end. Handlers are called in reverse order.</summary>
/// <param name="Summary">The document about the run.</param>
public sealed record QuittingEvent(RunSummary Summary);
