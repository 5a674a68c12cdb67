namespace Cicada.Storage.Queries;

/// <summary>Something that happened to a run.</summary>
/// <param name="Elapsed">Seconds after the run's start; events before it are negative.</param>
/// <param name="Time">When.</param>
/// <param name="Type">The kind.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">The whole story; may be empty.</param>
internal sealed record RecordedEvent(double Elapsed, DateTimeOffset Time, string Type, string Title, string Text);
