namespace Cicada;

/// <summary>A plan that cannot be carried out, with everything that is wrong with it at once.</summary>
/// <param name="problems">One sentence each: what was seen, what was expected, what to do.</param>
public sealed class PlanException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One sentence per problem.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
