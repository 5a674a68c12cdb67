namespace Cicada;

/// <summary>
/// Why a run's exit code is not 0; in JSON one of <c>bad_options, samples_lost, threshold_broken, regression, generator_limited, failures</c>. The order is that of precedence: the first
/// that applies gives the exit code.
/// </summary>
public enum ExitReason
{
    /// <summary>The test's own code failed outside a task (a handler of an event threw, or a thread of its own did), the run could not be carried out, or a file could not be written.</summary>
    BadOptions,

    /// <summary>Samples were dropped, or rejected by an output.</summary>
    SamplesLost,

    /// <summary>A threshold was broken or had no data, or a search for the limit found no number of users that is good.</summary>
    ThresholdBroken,

    /// <summary>The run is slower than the one it was compared with.</summary>
    Regression,

    /// <summary>The load generator, not the target, limited the run.</summary>
    GeneratorLimited,

    /// <summary>Requests failed or users' tasks threw, where nobody has said how many failures are good enough.</summary>
    Failures,
}
