namespace Cicada.Influx.Selection;

/// <summary>
/// The answer of one statement. Its rows are computed as they are read, so reading them may throw <see cref="QueryFailedException"/>, and what the statement does is
/// done when they have been read.
/// </summary>
/// <param name="Id">The statement's place in its query, from 0.</param>
/// <param name="Rows">The answer, some rows at a time.</param>
internal sealed record StatementResult(int Id, IEnumerable<ResultRows> Rows)
{
    /// <summary>Warnings.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];
}
