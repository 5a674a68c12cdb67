namespace Cicada.KeptRuns;

/// <summary>How many points a run has.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Points">How many.</param>
internal sealed record PointCount(string Run, long Points);
