namespace Cicada;

/// <summary>How HTTP requests of a run are made, where a user type does not say otherwise.</summary>
public sealed record HttpOptions
{
    /// <summary>How long a request may take from start to the end of its answer. Default 60 s; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When true, any server certificate is accepted. Default false.</summary>
    public bool Insecure { get; init; }

    /// <summary>The HTTP proxy, or null for none. The environment's proxy variables are not looked at.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The HTTP version to ask for. Default 1.1.</summary>
    public Version Version { get; init; } = System.Net.HttpVersion.Version11;
}
