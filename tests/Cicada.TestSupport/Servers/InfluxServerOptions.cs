namespace Cicada.TestSupport;

/// <summary>How an <see cref="InfluxServer"/> is set up.</summary>
public sealed record InfluxServerOptions
{
    /// <summary>The administrator; with one, the server wants to know who asks. Null, the default, for a server that does not.</summary>
    public string? AdminName { get; init; }

    /// <summary>The administrator's password.</summary>
    public string? AdminPassword { get; init; }

    /// <summary>The largest body of a write, in bytes as sent, beyond which it answers 413; null for the server's own 25 MB.</summary>
    public int? LargestBodyBytes { get; init; }
}
