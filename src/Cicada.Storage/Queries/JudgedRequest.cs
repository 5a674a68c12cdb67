namespace Cicada.Storage.Queries;

/// <summary>How a request stands by a rule against regression.</summary>
/// <param name="RequestType">Its type, <c>(all)</c> for the total.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">How it stands.</param>
/// <param name="Base">Its figure in the run it is compared with.</param>
/// <param name="Value">In the run; null where it has no such request.</param>
/// <param name="Difference">How the one differs from the other; null where the run has no such request.</param>
internal sealed record JudgedRequest(string RequestType, string Name, RegressionState State, double Base, double? Value, FigureDifference? Difference);
