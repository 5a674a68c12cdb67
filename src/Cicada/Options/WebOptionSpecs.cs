namespace Cicada.Options;

/// <summary>The options of a listener, those of a load test with its web UI and those of <c>serve</c> alike. The port is each one's own.</summary>
internal static class WebOptionSpecs
{
    /// <summary>The heading they stand under.</summary>
    public const string Listening = "Listening";

    public static readonly OptionSpec WebHost = new(
        "--web-host", null, OptionKind.Value, "address", Listening, "The address to listen on. Default 127.0.0.1; any other than this machine's own needs --web-auth.");

    public static readonly OptionSpec AllowedHost = new(
        "--allowed-host", null, OptionKind.Words, "name", Listening, "A further name the server may be called by in requests, such as that of its container. May be given several times.");

    public static readonly OptionSpec CorsOrigin = new(
        "--cors-origin", null, OptionKind.Words, "origin", Listening, "An origin whose pages may ask the server, such as https://boards.example.org; * for all. May be given several times.");

    public static readonly OptionSpec WebAuth = new(
        "--web-auth", null, OptionKind.Value, "secret", Listening,
        "What has to be known to come in: a token, or user:password; better in CICADA_WEB_AUTH, since everybody sees command lines.")
    { IsSecret = true };

    public static readonly OptionSpec WebBasePath = new(
        "--web-base-path", null, OptionKind.Value, "path", Listening, "Where the server is to be found behind a proxy, such as /cicada. Default the top.");

    public static readonly OptionSpec TlsCert = new(
        "--tls-cert", null, OptionKind.Value, "file", Listening, "Speaks HTTPS with this certificate: PEM with its key in --tls-key, or PFX. What opens it is taken from CICADA_TLS_PASSWORD.");

    public static readonly OptionSpec TlsKey = new("--tls-key", null, OptionKind.Value, "file", Listening, "The key of --tls-cert, PEM.");

    /// <summary>Never typed: everybody sees command lines.</summary>
    public static readonly OptionSpec TlsPassword = new("--tls-password", null, OptionKind.Value, "password", Listening, "What opens the key or the PFX file.") { IsSecret = true };

    /// <summary>All that can be typed, in the order of the help.</summary>
    public static IReadOnlyList<OptionSpec> Typed { get; } = [AllowedHost, CorsOrigin, WebAuth, WebBasePath, TlsCert, TlsKey];
}
