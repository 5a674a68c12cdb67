namespace Cicada.Commands;

/// <summary>What a signal makes a run do.</summary>
internal enum SignalResponse
{
    /// <summary>Nothing.</summary>
    Ignore,

    /// <summary>End in order, with everything written.</summary>
    Stop,

    /// <summary>End at once.</summary>
    EndAtOnce,
}
