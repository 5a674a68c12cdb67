namespace Cicada;

/// <summary>The words for run states in documents, in the store and on screens.</summary>
public static class RunStates
{
    /// <summary>
    /// The state as one word in lower case. States in which a run is still on are all <c>running</c> to a reader of documents.
    /// </summary>
    /// <param name="state">The state.</param>
    public static string ToWord(this RunState state) => state switch
    {
        RunState.Finished => "finished",
        RunState.Stopped => "stopped",
        RunState.Interrupted => "interrupted",
        RunState.Failed => "failed",
        _ => "running",
    };

    /// <summary>The state a word of <see cref="ToWord"/> stands for; anything unknown is <see cref="RunState.Running"/>.</summary>
    /// <param name="word">The word.</param>
    public static RunState Parse(string? word) => word switch
    {
        "finished" => RunState.Finished,
        "stopped" => RunState.Stopped,
        "interrupted" => RunState.Interrupted,
        "failed" => RunState.Failed,
        _ => RunState.Running,
    };
}
