namespace Cicada;

/// <summary>What a program says about its load test beside its user types.</summary>
public sealed class LoadTestDefinition
{
    internal LoadTestDefinition()
    {
    }

    /// <summary>The hooks of the run.</summary>
    public LoadEvents Events { get; } = new();

    /// <summary>The user types that take part. While it is empty, all of the program do.</summary>
    public UserTypeList Users { get; } = new();

    /// <summary>
    /// Starts the target when no host is given anywhere, for instance <see cref="DemoShop.StartAsync(CancellationToken)"/>. It is
    /// disposed after the run. Null, the default, makes a missing host an error.
    /// </summary>
    public Func<CancellationToken, Task<ITarget>>? DefaultTarget { get; set; }

    /// <summary>Destinations for everything the run records, beside the store. The run opens, closes and disposes them.</summary>
    public ICollection<IOutput> Outputs { get; } = [];
}
