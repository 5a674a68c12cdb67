namespace Cicada;

/// <summary>Something that happened to the run as a whole: its start, the end of spawning, a change of load.</summary>
public sealed record RunEvent : Observation
{
    /// <summary>The kind, from a bounded set: <c>test_start</c>, <c>spawning_complete</c>, <c>test_stop</c> …</summary>
    public required string Type { get; init; }

    /// <summary>A few words for a chart's marker.</summary>
    public required string Title { get; init; }

    /// <summary>The whole story; may be empty.</summary>
    public string Text { get; init; } = "";
}
