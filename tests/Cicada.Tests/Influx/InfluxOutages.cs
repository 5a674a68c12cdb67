namespace Cicada.Tests.Influx;

/// <summary>Tests that compare the rate of a load with itself, and therefore run when nothing else does.</summary>
[CollectionDefinition(nameof(InfluxOutages), DisableParallelization = true)]
public sealed class InfluxOutages;
