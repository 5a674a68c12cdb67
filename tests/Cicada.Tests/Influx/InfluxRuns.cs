namespace Cicada.Tests.Influx;

/// <summary>Tests that run the program, one after the other, beside tests of other kinds.</summary>
[CollectionDefinition(nameof(InfluxRuns))]
public sealed class InfluxRuns : ICollectionFixture<InfluxProgram>;
