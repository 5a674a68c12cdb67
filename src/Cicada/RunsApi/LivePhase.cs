namespace Cicada.RunsApi;

/// <summary>Where a run stands, in one word of the HTTP API; finer than in documents while it is on.</summary>
internal static class LivePhase
{
    public static string Of(RunState state) => state switch
    {
        RunState.Ready => "ready",
        RunState.Spawning => "spawning",
        RunState.Stopping => "stopping",
        _ => state.ToWord(),
    };
}
