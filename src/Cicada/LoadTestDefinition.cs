namespace Cicada;

/// <summary>What a program says about its load test beside its user types.</summary>
public sealed class LoadTestDefinition
{
    internal LoadTestDefinition()
    {
    }

    /// <summary>The hooks of all runs of the program.</summary>
    public LoadEvents Events { get; } = new();

    /// <summary>The user types that take part. While it is empty, all of the program do.</summary>
    public UserTypeList Users { get; } = new();

    /// <summary>
    /// The shape of the load, for instance <c>Stages.RampTo(100, 1.Minutes()).Hold(5.Minutes())</c>. <c>--shape</c> goes before it. With the web UI one object serves all runs, one after the
    /// other, so a shape with state begins anew at its first moment. Null, the default, for the program's class derived from <see cref="LoadShape"/>, if it has one.
    /// </summary>
    public LoadShape? Shape { get; set; }

    /// <summary>
    /// The arrivals of the test, whatever the answers do: <c>ArrivalRate.Constant(500)</c>. <c>--arrival-rate</c> goes before it. Null, the default, for users who wait for each answer.
    /// See <see cref="Plan.Arrivals"/>.
    /// </summary>
    public ArrivalRate? Arrivals { get; set; }

    /// <summary>
    /// Starts the target when no host is given anywhere, for instance <see cref="DemoShop.StartAsync(CancellationToken)"/>. It is
    /// disposed when the program ends. Null, the default, makes a missing host an error.
    /// </summary>
    public Func<CancellationToken, Task<ITarget>>? DefaultTarget { get; set; }

    /// <summary>
    /// Destinations for everything that is recorded, beside the store. With the web UI one program has several runs, one after the other: each opens and closes every output,
    /// so an output must be ready to be opened again. It is disposed when the program ends.
    /// </summary>
    public ICollection<IOutput> Outputs { get; } = [];

    /// <summary>What every run has to hold so that it is good enough, beside what <c>--threshold</c> says: <c>test.Thresholds.Add(Threshold.P95("GET /").Below(200.Milliseconds()))</c>.</summary>
    public ICollection<Threshold> Thresholds { get; } = [];

    /// <summary>
    /// How much worse than its baseline a run may be, beside what <c>--regression</c> says: <c>test.Regressions.Add(Regression.P95().MoreThan(10.Percent()))</c>. Judged where a run is compared with
    /// another, by <c>--baseline</c>.
    /// </summary>
    public ICollection<Regression> Regressions { get; } = [];
}
