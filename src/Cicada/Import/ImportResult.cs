namespace Cicada.Import;

/// <summary>What became of a file.</summary>
/// <param name="Format">The format it was read as.</param>
/// <param name="Runs">The runs whose points it held, in the order they came.</param>
/// <param name="Stored">Points that are in the store.</param>
/// <param name="Report">What was found on the way.</param>
internal sealed record ImportResult(ImportFormat Format, IReadOnlyList<ImportedRun> Runs, long Stored, ImportReport Report);
