namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A server that has the recorded runs, and what of them.</summary>
internal sealed record BackEnd(string Name, DataSourceSettings Settings)
{
    /// <summary>What the names of the measurements begin with.</summary>
    public string Prefix { get; init; } = "cicada_";

    /// <summary>Whether each request is there.</summary>
    public bool HasRequests { get; init; } = true;

    /// <summary>Whether the statistics of each second are there.</summary>
    public bool HasStatistics { get; init; } = true;

    public override string ToString() => Name;
}
