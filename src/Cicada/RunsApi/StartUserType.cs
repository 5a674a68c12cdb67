namespace Cicada.RunsApi;

/// <summary>A user type that takes part.</summary>
/// <param name="Name">Its class name.</param>
/// <param name="Weight">Its weight, or null for its own.</param>
/// <param name="FixedCount">So many users of it whatever the total; null for its own.</param>
internal sealed record StartUserType(string Name, double? Weight = null, int? FixedCount = null);
