using Cicada.TestSupport;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>The proof of the boards finds nothing in a board that is right, and finds each of the mistakes people make.</summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(GrafanaScenes))]
public sealed class SpecimenTests(GrafanaScene scene)
{
    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_board_that_is_right_is_right_in_every_situation_and_over_every_back_end()
    {
        var defects = await Specimen.Proof(scene).DefectsAsync(Specimen.Board, scene.BackEnds);

        Assert.True(defects.Count == 0, string.Join('\n', defects));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task InfluxDB_and_Cicada_show_the_same()
    {
        var proof = Specimen.Proof(scene);
        foreach (var situation in Situation.Of(scene))
        {
            var differences = FrameDifference.Between(await proof.OpenAsync(Specimen.Board, scene.Both, situation), await proof.OpenAsync(Specimen.Board, scene.Cicada, situation)).ToList();
            Assert.True(differences.Count == 0, string.Join('\n', differences));
        }
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task Each_mistake_is_found()
    {
        // What is broken, how, and what is said of it.
        (string What, string Instead, string Said)[] mistakes =
        [
            (@"WHERE \""run\"" =~ /^${run:regex}$/ AND \""name\"" = '(all)' AND \""success\"" = 'true'", @"WHERE \""name\"" = '(all)' AND \""success\"" = 'true'", "comes to"), // every run at once
            (@" AND \""name\"" = '(all)'", "", "comes to"), // each request counted twice, by its name and in the total
            (@"max(\""p95\"")", @"mean(\""p95\"")", "comes to"), // an average of percentiles
            (@"sum(\""count\"") / ($__interval_ms / 1000)", @"sum(\""count\"")", "comes to"), // a count that is called a rate
            ("\"name\": \"run\"", "\"name\": \"runs\"", "there is no variable 'run'"),
            ("${request:regex}", "${request:pipe}", "error parsing query"), // names that are no regular expressions
            (@" AND \""run\"" !~ /^${stats:regex}$/", "", "2 series are called 'ok'"), // what is there in two forms counted twice
            ("\"alias\": \"$tag_name\"", "\"alias\": \"$tag_names\"", "$tag_names"),
            ("$timeFilter GROUP BY time($__interval) fill(0)", "time > now() - 6h AND time < now() GROUP BY time(1s) fill(0)", "points where"), // whatever range is chosen
            ("\"refresh\": 2, \"sort\": 2", "\"refresh\": 0, \"sort\": 2", "'refresh: 0'"),
            (@"\""failures\"", \""p95\""", @"\""failures\"", \""p99\"" AS p95", "in column 'p95'"),
            (@"GROUP BY \""request_type\"", \""name\""", @"GROUP BY \""request_type\"", \""name\"" LIMIT 1 SLIMIT 1", "rows where"),
            ("\"fromAnnotations\": true", "\"fromAnnotations\": false", "'fromAnnotations: true'"),
        ];
        foreach (var (what, instead, said) in mistakes)
        {
            var defects = await FoundAsync(what, instead);
            Assert.True(defects.Any(defect => defect.Contains(said, StringComparison.Ordinal)), $"{what} → {instead}: '{said}' is not among\n{string.Join('\n', defects)}");
        }
    }

    private async Task<IReadOnlyList<string>> FoundAsync(string what, string instead)
    {
        try
        {
            return await Specimen.Proof(scene).DefectsAsync(Specimen.With(what, instead), scene.Both);
        }
        catch (BoardException exception)
        {
            return [exception.Message];
        }
    }
}
