using Cicada.Storage.Queries;

namespace Cicada.KeptRuns;

/// <summary>The part of what the HTTP API says about a run that tells what it was started with.</summary>
/// <param name="Setup">That.</param>
internal sealed record KeptSetup(RunSetup Setup);
