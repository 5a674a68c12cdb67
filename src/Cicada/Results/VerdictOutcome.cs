namespace Cicada.Results;

/// <summary>What became of a case. Red are all but the first.</summary>
internal enum VerdictOutcome
{
    Passed,

    /// <summary>What was measured is not good enough.</summary>
    Failed,

    /// <summary>Nothing can be said by what was measured: code threw, samples are missing, the run came to no end.</summary>
    Error,
}
