namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What became of a query: what was sent, and frames or why there are none.</summary>
internal sealed record QueryAnswer(string RefId, string Sent, IReadOnlyList<Frame> Frames, string? Error)
{
    public static QueryAnswer Failed(string refId, string sent, string error) => new(refId, sent, [], error);
}
