namespace Cicada.RunsApi;

/// <summary>A request that was understood and is refused.</summary>
/// <param name="status">The HTTP status that says it best: 404, 409, 422 …</param>
/// <param name="message">One sentence for all of it.</param>
/// <param name="problems">One for each field, where there are such.</param>
internal sealed class RefusedRequestException(int status, string message, IReadOnlyList<FieldProblem>? problems = null) : Exception(message)
{
    public int Status => status;

    public IReadOnlyList<FieldProblem> Problems { get; } = problems ?? [];
}
