namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What the values of a field of a frame are.</summary>
internal enum FieldKind
{
    Time,
    Number,
    Text,
    Boolean,
}
