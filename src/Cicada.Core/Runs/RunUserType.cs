namespace Cicada;

/// <summary>A user type that takes part in a run, as it was at the start.</summary>
/// <param name="Name">Its class name.</param>
/// <param name="Weight">Its share among the others.</param>
/// <param name="FixedCount">So many users of it whatever the total, or null.</param>
public sealed record RunUserType(string Name, double Weight, int? FixedCount);
