namespace Cicada.Influx;

/// <summary>What a step of an <see cref="InfluxCheck"/> found.</summary>
public enum InfluxFinding
{
    /// <summary>It works.</summary>
    Good,

    /// <summary>It does not work, and a run could not be recorded there because of that.</summary>
    Bad,

    /// <summary>It cannot be told, or does not work and does not matter to a run.</summary>
    Unknown,

    /// <summary>It was not tried, because a step before it was bad.</summary>
    NotTried,
}
