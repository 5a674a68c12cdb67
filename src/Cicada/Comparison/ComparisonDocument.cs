using Cicada.Storage.Queries;

namespace Cicada.Comparison;

/// <summary>What <c>compare --json</c> prints.</summary>
/// <param name="Run">The run that is judged.</param>
/// <param name="Base">The run it is compared with.</param>
/// <param name="From">The elapsed second from which requests count; null for the beginning.</param>
/// <param name="To">That up to which they count; null for the end.</param>
/// <param name="Regressions">What became of the rules, in the order they were given.</param>
/// <param name="Comparison">The two side by side as the HTTP API answers: <c>base</c> is the first.</param>
internal sealed record ComparisonDocument(string Run, string Base, double? From, double? To, IReadOnlyList<JudgedRegression> Regressions, ComparedRuns Comparison);
