using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

/// <summary>A SELECT and what a server says of it: an error, the columns of its answer, or nothing; from <c>preparations.txt</c>.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Expected"><c>error: …</c>, <c>columns: …</c> or <c>nothing</c>.</param>
internal sealed record PreparationCase(string Statement, string Expected)
{
    private const string Arrow = " => ";

    public static IReadOnlyList<PreparationCase> All { get; } =
    [
        .. File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "tests/Cicada.Influx.Tests/Selection/preparations.txt"))
            .Where(line => line.Contains(Arrow, StringComparison.Ordinal))
            .Select(line => line.Split(Arrow, 2))
            .Select(parts => new PreparationCase(parts[0], parts[1])),
    ];
}
