using Cicada.TestSupport;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A small board that is right, in <c>specimen.json</c>, and what is known of it; tests break it to see whether anybody notices.</summary>
internal static class Specimen
{
    private const string Uid = "specimen";

    public static string Text { get; } = File.ReadAllText(RepositoryRoot.Combine("tests", "Cicada.Tests", "Grafana", "Simulation", "specimen.json"));

    public static Board Board => Board.Parse(Text);

    public static BoardProof Proof(GrafanaScene scene) => new(scene)
    {
        Totals =
        [
            PanelTotal.OfRate(Uid, "Throughput", "ok", what => what.Count(true)),
            PanelTotal.OfRate(Uid, "Throughput", "failed", what => what.Count(false)),
            PanelTotal.OfRate(Uid, "Throughput by request", null, what => what.CountOfChosen()),
            PanelTotal.OfHighest(Uid, "Worst p95", "p95", what => what.HasStatistics ? what.WorstP95(true) : null),
        ],
        Tables =
        [
            new(Uid, "Requests", "request", new Dictionary<string, Func<RequestSummary, double>>
            {
                ["count"] = request => request.Count,
                ["failures"] = request => request.Failures,
                ["p95"] = request => request.P95,
                ["bytes"] = request => request.Bytes,
            }),
        ],
    };

    /// <summary>The board with something changed, everywhere it stands.</summary>
    public static Board With(string text, string instead)
    {
        Assert.Contains(text, Text, StringComparison.Ordinal);
        return Board.Parse(Text.Replace(text, instead, StringComparison.Ordinal));
    }
}
