namespace Cicada.Runs;

/// <summary>What a run is compared with at its end: when all outputs have taken what was recorded, and before its end is written to them, so that it is kept with the run.</summary>
internal interface IBaseline
{
    /// <summary>Compares the run. Throws nothing for a store that cannot be read: the comparison says so then, and none of its rules has data.</summary>
    /// <param name="summary">The run's figures.</param>
    ComparisonSummary Compare(RunSummary summary);
}
