namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A board is made in a way Grafana would make nothing of.</summary>
internal sealed class BoardException(string message) : Exception(message);
