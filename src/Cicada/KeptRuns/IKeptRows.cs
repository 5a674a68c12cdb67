namespace Cicada.KeptRuns;

/// <summary>The answer to a query in SQL.</summary>
internal interface IKeptRows : IDisposable
{
    IReadOnlyList<string> Columns { get; }

    /// <summary>The rows as they come; each value is one <see cref="Commands.SqlValue"/> knows.</summary>
    IEnumerable<IReadOnlyList<object?>> Rows { get; }
}
