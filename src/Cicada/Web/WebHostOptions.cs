namespace Cicada.Web;

/// <summary>Where a listener listens, and to whom it answers.</summary>
internal sealed record WebHostOptions
{
    /// <summary>The address or name to listen on.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The option that says the port, for sentences about it.</summary>
    public string PortOption { get; init; } = "--port";

    /// <summary>Further names it may be called by.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The origins whose pages it answers, each as the browser says it; <c>*</c> for all.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>Where the server is to be found behind a proxy: <c>/cicada</c>; empty for the top.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>What has to be known to come in; null where everybody may.</summary>
    public WebSecret? Secret { get; init; }

    /// <summary>A file with the certificate to speak TLS with, PEM or PFX; null for no TLS.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary>A file with its key, PEM; null where the certificate's file has it.</summary>
    public string? TlsKey { get; init; }

    /// <summary>What opens the key, or the PFX file; null for nothing.</summary>
    public string? TlsPassword { get; init; }

    /// <summary>How many connections there may be at a time.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>Whether each request is logged.</summary>
    public bool LogsRequests { get; init; }

    /// <summary>How long the end waits for answers that are being given.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    // A password is shown nowhere.
    public override string ToString() => $"{nameof(WebHostOptions)} {{ Address = {Address}, Port = {Port} }}";
}
