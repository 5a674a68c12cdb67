namespace Cicada.Storage.InfluxQl;

/// <summary>Runs continuous queries.</summary>
internal sealed class ContinuousQueries;
