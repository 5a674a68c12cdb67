using System.Text;
using System.Text.Json;
using Cicada.TestSupport;

namespace Cicada.Influx.Tests;

/// <summary>What <c>preparations.txt</c> says of a server, held against a real one.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SelectPreparationServerTests
{
    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_says_of_statements_what_our_table_says()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync("db");
        Assert.Null(await server.WriteAsync("db", Encoding.UTF8.GetBytes(SchemaSource.Lines)));
        var different = new List<string>();
        foreach (var one in PreparationCase.All)
        {
            var said = Said(await server.QueryAsync("db", one.Statement));
            if (said != one.Expected)
            {
                different.Add($"{one.Statement}\n  the table says  '{one.Expected}'\n  the server says '{said}'\n");
            }
        }

        Assert.Empty(different);
    }

    private static string Said(JsonElement answer)
    {
        if (answer.TryGetProperty("error", out var error))
        {
            return $"error: {error.GetString()}";
        }

        var result = answer.GetProperty("results")[0];
        return result.TryGetProperty("error", out error) ? $"error: {error.GetString()}"
            : result.TryGetProperty("series", out var series) ? $"columns: {string.Join(',', series[0].GetProperty("columns").EnumerateArray().Select(column => column.GetString()))}"
            : "nothing";
    }
}
