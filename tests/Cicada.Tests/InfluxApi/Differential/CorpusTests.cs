using System.Globalization;
using Cicada.TestSupport;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>Statements chosen by hand, asked of a real InfluxDB and of Cicada: the answers are the same.</summary>
[Trait("Category", "EndToEnd")]
public sealed class CorpusTests
{
    [RequiresProgramFact(InfluxServer.Program)]
    public async Task InfluxDB_and_Cicada_answer_chosen_statements_alike()
    {
        await using var servers = await ServerPair.StartAsync();
        var differences = new DifferenceList("corpus");
        foreach (var topic in Corpus.Topics.Where(IsWanted))
        {
            await servers.RenewAsync(Corpus.Database);
            await servers.DoAsync(Corpus.Points);
            foreach (var (line, question) in Corpus.Read(topic))
            {
                differences.Add(await servers.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{topic}.txt:{line}"), question));
            }

            await servers.ForgetAsync();
        }

        differences.HasNone(servers);
    }

    // One topic alone, for whoever works on it.
    private static bool IsWanted(string topic) => Environment.GetEnvironmentVariable("CICADA_DIFFERENTIAL_TOPIC") is not { Length: > 0 } wanted || topic == wanted;
}
