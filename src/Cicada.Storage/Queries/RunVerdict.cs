namespace Cicada.Storage.Queries;

/// <summary>How a run came out.</summary>
internal enum RunVerdict
{
    Good,
    Failures,
    BadOptions,
    ThresholdBroken,
    Regression,
    GeneratorLimited,
    SamplesLost,
    Interrupted,
}
