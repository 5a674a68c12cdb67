namespace Cicada.Storage.Queries;

/// <summary>A series of a run's statistics.</summary>
internal readonly record struct RecordedSeries(int Id, string RequestType, string Name, bool HasFailed);
