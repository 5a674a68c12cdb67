namespace Cicada.Users;

/// <summary>How many users a type gets, in place of what its class says.</summary>
/// <param name="Weight">Its share of the users; null for its own.</param>
/// <param name="FixedCount">So many whatever the total, 0 for as many as its weight says; null for its own.</param>
internal sealed record UserShare(double? Weight = null, int? FixedCount = null);
