namespace Cicada;

/// <summary>The exit codes of a run and of every command.</summary>
/// <remarks>Where several apply, the first of 2, 6, 3, 4, 5, 1 is given.</remarks>
public static class ExitCode
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>At least one request failed or a user's task threw.</summary>
    public const int Failures = 1;

    /// <summary>The options or the plan are wrong, or an event handler threw.</summary>
    public const int BadOptions = 2;

    /// <summary>A threshold was broken.</summary>
    public const int ThresholdBroken = 3;

    /// <summary>The run is slower than the one it was compared with.</summary>
    public const int Regression = 4;

    /// <summary>The load generator, not the target, limited the run.</summary>
    public const int GeneratorLimited = 5;

    /// <summary>Samples were dropped, or rejected by an output.</summary>
    public const int SamplesLost = 6;
}
