namespace Cicada.TestSupport;

/// <summary>Faults by chance, the same ones in the same order for the same seed.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly Random _chance;
    private readonly double _share;
    private readonly Fault[] _faults;

    /// <summary>Makes a plan.</summary>
    /// <param name="seed">What decides it all.</param>
    /// <param name="share">How many of the requests meet a fault, 0 to 1.</param>
    /// <param name="faults">Which ones; all by default.</param>
    public FaultPlan(int seed, double share, params Fault[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        _chance = new Random(seed);
        _share = share;
        _faults = faults.Length > 0 ? faults : [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None)];
    }

    /// <summary>What happens to the next request. May be called from several threads at once.</summary>
    public Fault Next()
    {
        lock (_gate)
        {
            return _chance.NextDouble() < _share ? _faults[_chance.Next(_faults.Length)] : Fault.None;
        }
    }
}
