namespace Cicada.Storage.Queries;

/// <summary>A user type that takes part in a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its share among the others.</param>
/// <param name="FixedCount">So many users of it whatever the total, or null.</param>
internal sealed record SetupUserType(string Name, double Weight, int? FixedCount);
