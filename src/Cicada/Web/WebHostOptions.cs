namespace Cicada.Web;

/// <summary>Where a listener listens, and to whom it answers.</summary>
internal sealed record WebHostOptions
{
    /// <summary>The address or name to listen on.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Further names it may be called by.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The origins whose pages it answers, each as the browser says it; <c>*</c> for all.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>How many connections there may be at a time.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>Whether each request is logged.</summary>
    public bool LogsRequests { get; init; }

    /// <summary>How long the end waits for answers that are being given.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);
}
