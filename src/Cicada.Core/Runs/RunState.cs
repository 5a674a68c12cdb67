namespace Cicada;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>Prepared, not started.</summary>
    Ready,

    /// <summary>Users are being added or removed to reach the wanted number.</summary>
    Spawning,

    /// <summary>The wanted number of users is there.</summary>
    Running,

    /// <summary>No task starts any more; running ones come to their end.</summary>
    Stopping,

    /// <summary>It ended by its plan: run time, iterations, or no user left.</summary>
    Finished,

    /// <summary>It was ended before its plan was fulfilled: by a signal, a person or a user's code.</summary>
    Stopped,

    /// <summary>Its process ended without closing it.</summary>
    Interrupted,

    /// <summary>It could not be carried out.</summary>
    Failed,
}
