namespace Cicada.RunsApi;

/// <summary>A change of the load of the run that is on.</summary>
/// <param name="Users">Users there are to be.</param>
/// <param name="SpawnRate">Users started or stopped a second; null for the rate there is.</param>
/// <param name="UserTypes">Other weights or fixed counts; null for those there are.</param>
internal sealed record LoadChange(int Users, double? SpawnRate = null, IReadOnlyList<StartUserType>? UserTypes = null);
