namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Tests of the boards, one after the other over the same recorded runs.</summary>
[CollectionDefinition(nameof(GrafanaScenes))]
public sealed class GrafanaScenes : ICollectionFixture<GrafanaScene>;
