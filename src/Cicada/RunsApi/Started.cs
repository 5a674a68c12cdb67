namespace Cicada.RunsApi;

/// <summary>A run was started.</summary>
/// <param name="Run">Its id.</param>
internal sealed record Started(string Run);
