using Cicada.Influx.Queries;
using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

/// <summary>What we say of a query, held against what a real InfluxDB says of it.</summary>
[Trait("Category", "EndToEnd")]
public sealed class QueryParserServerTests
{
    private const string Beginning = "error parsing query: ";

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_and_we_say_the_same_of_every_statement_of_the_list() => Assert.Empty(await DifferencesAsync(QueryStatements.All));

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_and_we_say_the_same_of_statements_that_were_mistyped() => Assert.Empty(await DifferencesAsync(QueryStatements.Mistyped(3000, seed: 20261124)));

    private static async Task<List<string>> DifferencesAsync(IEnumerable<string> statements)
    {
        await using var server = await InfluxServer.StartAsync();
        var different = new List<string>();
        foreach (var statement in statements.Select(statement => statement.Trim()).Where(statement => statement.Length > 0 && !IsUnderstoodByUsAlone(statement)))
        {
            var (ours, theirs) = (Ours(statement), await TheirsAsync(server, statement));
            if (ours != theirs)
            {
                different.Add($"{statement}\n  we say          '{ours}'\n  the server says '{theirs}'\n");
            }
        }

        return different;
    }

    // Where a pattern may stand, a server takes the beginning of a comment for one. And SHOW TAG KEYS WITH KEY came with a later version.
    private static bool IsUnderstoodByUsAlone(string statement) =>
        statement.Contains("/*", StringComparison.Ordinal) || (statement.Contains("TAG KEYS", StringComparison.Ordinal) && statement.Contains("WITH", StringComparison.Ordinal));

    private static string? Ours(string statement)
    {
        try
        {
            QueryParser.Parse(statement);
            return null;
        }
        catch (QuerySyntaxException exception)
        {
            return exception.Message;
        }
    }

    private static async Task<string?> TheirsAsync(InfluxServer server, string statement)
    {
        var answer = await server.QueryAsync("", statement);
        return answer.TryGetProperty("error", out var error) && error.GetString() is { } text && text.StartsWith(Beginning, StringComparison.Ordinal) ? text[Beginning.Length..] : null;
    }
}
