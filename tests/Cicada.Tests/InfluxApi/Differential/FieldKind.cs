namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>What the values of a field are.</summary>
public enum FieldKind
{
    Float,
    Integer,
    Boolean,
    String,
}
