namespace Cicada.Storage.Queries;

/// <summary>Messages of a run's process.</summary>
/// <param name="Lines">Oldest first.</param>
/// <param name="LeftOut">How many more there were than were kept.</param>
internal sealed record RecordedLog(IReadOnlyList<RecordedLine> Lines, long LeftOut);
