using System.Globalization;
using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>
/// Generated queries over generated data, asked of a real InfluxDB and of Cicada: the answers are the same. <c>CICADA_DIFFERENTIAL_SEED</c> chooses other data and
/// queries, <c>CICADA_DIFFERENTIAL_ROUNDS</c> how many sets of data there are.
/// </summary>
[Trait("Category", "EndToEnd")]
public sealed class GeneratedQueryTests
{
    private const int QueriesOfRound = 500;
    private const int ChangesOfRound = 12;

    private static int FirstSeed => Setting("CICADA_DIFFERENTIAL_SEED", 20_240_101);

    private static int Rounds => Setting("CICADA_DIFFERENTIAL_ROUNDS", 8);

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task InfluxDB_and_Cicada_answer_generated_queries_alike()
    {
        await using var servers = await ServerPair.StartAsync();
        var differences = new DifferenceList("generated");
        for (var seed = FirstSeed; seed < FirstSeed + Rounds; seed++)
        {
            var data = await WrittenAsync(servers, seed);
            var random = new Random(seed);
            var queries = new QueryGenerator(random, data);
            for (var i = 0; i < QueriesOfRound; i++)
            {
                var question = Question.Of(data.Database, queries.Next()) with { IsGet = random.Next(5) == 0 };
                var place = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, query {i}");
                differences.Add(differences.IsLong ? await servers.AskAsync(place, question) : await servers.AskSimplyAsync(place, question));
            }
        }

        differences.HasNone(servers);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task InfluxDB_and_Cicada_are_changed_alike()
    {
        await using var servers = await ServerPair.StartAsync();
        var differences = new DifferenceList("changes");
        for (var seed = FirstSeed; seed < FirstSeed + Rounds; seed++)
        {
            var data = await WrittenAsync(servers, seed);
            var queries = new QueryGenerator(new Random(seed), data);
            for (var i = 0; i < ChangesOfRound; i++)
            {
                foreach (var statement in queries.NextChange())
                {
                    var place = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, change {i}");
                    differences.Add(await servers.AskAsync(place, Question.Of(data.Database, statement)));
                }
            }
        }

        differences.HasNone(servers);
    }

    private static async Task<GeneratedData> WrittenAsync(ServerPair servers, int seed)
    {
        var data = new GeneratedData(seed);
        await servers.RenewAsync(data.Database);
        foreach (var write in data.Writes)
        {
            await servers.DoAsync(write);
        }

        return data;
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
