using Cicada.TestSupport;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>
/// Every board that comes with Cicada, opened as Grafana would open it, over a real InfluxDB with each request, with the statistics of each second and with both, and over
/// Cicada itself: panels show something, and what they show is what took place.
/// </summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(GrafanaScenes))]
public sealed class BoardTests(GrafanaScene scene)
{
    [RequiresProgramFact(InfluxServer.Program)]
    public async Task No_panel_is_empty_defect_or_wrong_whatever_is_chosen_and_whoever_answers()
    {
        var proof = ShippedBoards.Proof(scene);
        var defects = new List<string>();
        foreach (var board in ShippedBoards.All)
        {
            defects.AddRange(await proof.DefectsAsync(board, scene.BackEnds));
        }

        Assert.True(defects.Count == 0, $"{defects.Count} defects:\n{string.Join('\n', defects)}");
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task InfluxDB_and_Cicada_show_the_same()
    {
        var proof = ShippedBoards.Proof(scene);
        var differences = new List<string>();
        foreach (var board in ShippedBoards.All)
        {
            foreach (var situation in Situation.Of(scene))
            {
                differences.AddRange(FrameDifference.Between(await proof.OpenAsync(board, scene.Both, situation), await proof.OpenAsync(board, scene.Cicada, situation)).Select(difference => $"{situation}: {difference}"));
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences)}");
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public void Each_panel_is_held_against_what_took_place_or_is_named_as_one_that_cannot_be()
    {
        var proof = ShippedBoards.Proof(scene);
        var held = proof.Totals.Select(total => (total.Board, total.Panel)).Concat(proof.Tables.Select(table => (table.Board, table.Panel))).ToHashSet();
        var panels = ShippedBoards.All.SelectMany(board => board.Panels.Select(panel => (board.Uid, panel.Title))).ToHashSet();

        Assert.Equal([], panels.Where(panel => !held.Contains(panel) && !ShippedBoards.OnlySeen.Contains(panel)));
        Assert.Equal([], ShippedBoards.OnlySeen.Where(panel => !panels.Contains(panel) || held.Contains(panel)));
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_filter_somebody_adds_is_taken_by_every_query()
    {
        var (proof, situation) = (ShippedBoards.Proof(scene), Situation.Of(scene)[0]);
        using var source = new InfluxDataSource(scene.Both.Settings);
        foreach (var board in ShippedBoards.All)
        {
            // It says what is chosen anyway.
            var filter = new AdHocFilter("run", "=~", $"/^({scene.First.Run}|{scene.Second.Run})$/");
            var plain = await proof.OpenAsync(board, scene.Both, situation);
            var filtered = await new BoardViewer(source).OpenAsync(board, situation.Request(board, scene.Both, scene) with { Filters = [filter] });

            Assert.All(filtered.Panels.Zip(plain.Panels), pair => Assert.Equal(Said(pair.Second), Said(pair.First)));
            Assert.All(filtered.Panels.SelectMany(panel => panel.Answers), answer => Assert.Contains(filter.ToString(), answer.Sent, StringComparison.Ordinal));
        }
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_board_that_is_broken_is_found_out()
    {
        (string Board, string What, string Instead)[] mistakes =
        [
            ("cicada-run", " / ($__interval_ms / 1000)", ""),
            ("cicada-run", @" AND \""name\"" = '(all)'", ""),
            ("cicada-run", @"max(\""p95\"")", @"mean(\""p95\"")"),
            ("cicada-run", @"\""run\"" =~ /^${run:regex}$/", @"\""run\"" =~ /.*/"),
            ("cicada-request", "${request:regex}", ".*"),
            ("cicada-request", @" AND \""name\"" != '(all)'", ""),
            ("cicada-compare", "${candidate:regex}", "${base:regex}"),
            ("cicada-trend", @"\""test\"" =~ /^${test:regex}$/", @"\""test\"" =~ /.*/"),
            ("cicada-generator", @"\""run\"" =~ /^${run:regex}$/", @"\""run\"" =~ /^$run_id$/"),
        ];
        foreach (var (uid, what, instead) in mistakes)
        {
            var text = ShippedBoards.All.Single(board => board.Uid == uid).Json.GetRawText();
            Assert.Contains(what, text, StringComparison.Ordinal);

            var defects = await ShippedBoards.Proof(scene).DefectsAsync(Board.Parse(text.Replace(what, instead, StringComparison.Ordinal)), scene.Both);

            Assert.True(defects.Count > 0, $"Nobody notices that '{what}' of '{uid}' is '{instead}'.");
        }
    }

    private static string Said(PanelView panel) => string.Join('\n', panel.Answers.Select(answer => answer.Error ?? string.Join('\n', answer.Frames.Select(frame =>
        $"{frame.Identity}: {string.Join(' ', frame.Fields.SelectMany(field => field.Values))}").Order(StringComparer.Ordinal))));
}
