namespace Cicada.WebUi;

/// <summary>A file of the web UI as it is sent.</summary>
/// <param name="Name">Its path among the others: <c>src/main.js</c>.</param>
/// <param name="ContentType">What it is, for the header <c>Content-Type</c>.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record UiFile(string Name, string ContentType, byte[] Content)
{
    private byte[]? _gzip;
    private byte[]? _brotli;

    /// <summary>Compressed once, when it is first asked for.</summary>
    public byte[] Gzip => _gzip ??= Compression.Gzip(Content);

    /// <summary>The same, smaller.</summary>
    public byte[] Brotli => _brotli ??= Compression.Brotli(Content);
}
