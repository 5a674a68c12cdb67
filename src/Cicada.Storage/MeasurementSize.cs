namespace Cicada.Storage;

/// <summary>How much room a measurement takes in the file.</summary>
/// <param name="Database">The database.</param>
/// <param name="Policy">The retention policy.</param>
/// <param name="Measurement">The measurement.</param>
/// <param name="Series">How many series it has.</param>
/// <param name="Points">How many points it has.</param>
/// <param name="Bytes">About how many bytes they take, compressed; points that are still in the log count as the others on average.</param>
public sealed record MeasurementSize(string Database, string Policy, string Measurement, long Series, long Points, long Bytes);
