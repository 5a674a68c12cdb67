namespace Cicada;

/// <summary>Whether a run was good enough, by its thresholds; in JSON one of <c>no_thresholds, passed, failed, generator_limited</c>.</summary>
public enum Verdict
{
    /// <summary>It had none to hold.</summary>
    NoThresholds,

    /// <summary>All of them held.</summary>
    Passed,

    /// <summary>One was broken, or had no data.</summary>
    Failed,

    /// <summary>None was broken, but the load generator, not the target, limited the run: its figures say little.</summary>
    GeneratorLimited,
}
