namespace Cicada.Storage.Queries;

/// <summary>What became of a rule against regression.</summary>
/// <param name="Text">The rule.</param>
/// <param name="State">The worst of its requests; without any there is no data.</param>
/// <param name="Requests">The requests of the other run that it is about.</param>
internal sealed record JudgedRegression(string Text, RegressionState State, IReadOnlyList<JudgedRequest> Requests);
