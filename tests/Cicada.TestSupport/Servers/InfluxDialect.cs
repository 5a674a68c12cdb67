namespace Cicada.TestSupport;

/// <summary>Which InfluxDB a <see cref="ScriptedInflux"/> says it is.</summary>
public enum InfluxDialect
{
    /// <summary>1.8: <c>/write</c>, and answers as 1.x gives them.</summary>
    V1,

    /// <summary>2.7: <c>/api/v2/write</c>.</summary>
    V2,

    /// <summary>3 Core: <c>/api/v3/write_lp</c>.</summary>
    V3,
}
