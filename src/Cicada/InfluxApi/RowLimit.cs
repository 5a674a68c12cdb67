namespace Cicada.InfluxApi;

/// <summary>Counts the rows of an answer that is no stream of parts.</summary>
/// <param name="most">How many it may have; 0 for any number.</param>
internal sealed class RowLimit(long most)
{
    private long _taken;

    /// <summary>Whether one more fits.</summary>
    public bool Take() => most <= 0 || _taken++ < most;
}
