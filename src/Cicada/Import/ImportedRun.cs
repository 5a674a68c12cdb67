namespace Cicada.Import;

/// <summary>A run whose points a file held.</summary>
/// <param name="Id">Its id.</param>
/// <param name="WasThere">Whether the store had points of it before, so that they were merged.</param>
/// <param name="HasOwnDescription">Whether it was described already, by the file or by the store.</param>
internal sealed record ImportedRun(string Id, bool WasThere, bool HasOwnDescription);
