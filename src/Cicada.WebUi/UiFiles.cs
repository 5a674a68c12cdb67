using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cicada.WebUi;

/// <summary>
/// The web UI: the files that are embedded here, and the page that loads them. Modules name each other by bare names, <c>cicada/format</c> and <c>preact</c>; a map in the page says
/// where those are, so that the same modules also work inside a report that is one file.
/// </summary>
internal sealed class UiFiles
{
    private const string Prefix = "ui/";

    private static readonly (string Module, string File)[] Libraries =
    [
        ("preact", "lib/preact.js"),
        ("preact/hooks", "lib/preact-hooks.js"),
        ("preact/jsx-runtime", "lib/preact-jsx-runtime.js"),
        ("@preact/signals-core", "lib/signals-core.js"),
        ("@preact/signals", "lib/signals.js"),
        ("uplot", "lib/uplot.js"),
    ];

    private readonly Dictionary<string, UiFile> _files;
    private readonly string _map;

    private UiFiles(IReadOnlyList<UiFile> files)
    {
        _files = files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        Version = VersionOf(files);
        Modules = [.. Libraries.Select(library => (library.Module, _files[library.File])), .. OwnModules(files)];
        _map = MapOf(Modules.Select(module => (module.Name, $"./{Folder}/{Version}/{module.File.Name}")));
        ContentSecurityPolicy =
            $"default-src 'self'; script-src 'self' '{HashOf(_map)}'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    /// <summary>The folder in addresses under which the files are, before the version: <c>/ui/VERSION/src/main.js</c>.</summary>
    public const string Folder = "ui";

    /// <summary>The files of this build.</summary>
    public static UiFiles Embedded { get; } = new([.. Read(typeof(UiFiles).Assembly)]);

    /// <summary>Names this set of files: with one changed, it is another. What is under it never changes and may be kept for ever.</summary>
    public string Version { get; }

    /// <summary>All modules by the names they are imported by.</summary>
    public IReadOnlyList<(string Name, UiFile File)> Modules { get; }

    /// <summary>All style sheets, in the order in which they are read.</summary>
    public IEnumerable<UiFile> Styles => _files.Values.Where(file => file.Name.EndsWith(".css", StringComparison.Ordinal)).OrderBy(file => file.Name, StringComparer.Ordinal);

    /// <summary>The header <c>Content-Security-Policy</c> of <see cref="Page"/>: nothing inline but its map of modules, nothing from elsewhere.</summary>
    public string ContentSecurityPolicy { get; }

    /// <summary>The file of a path such as <c>src/main.js</c>, or null.</summary>
    public UiFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>The page; the same for every address of the UI.</summary>
    /// <param name="basePath">Where the UI is: <c>/</c>, or <c>/cicada/</c> behind a proxy.</param>
    public string Page(string basePath)
    {
        var root = $"{Folder}/{Version}/";
        var styles = string.Join("\n", Styles.Select(file => $"""<link rel="stylesheet" href="{root}{file.Name}">"""));
        return Encoding.UTF8.GetString(_files["page/index.html"].Content)
            .Replace("{base}", System.Net.WebUtility.HtmlEncode(basePath), StringComparison.Ordinal)
            .Replace("{icon}", $"{root}page/icon.svg", StringComparison.Ordinal)
            .Replace("{styles}", styles, StringComparison.Ordinal)
            .Replace("{main}", $"{root}src/main.js", StringComparison.Ordinal)
            .Replace("{modules}", _map, StringComparison.Ordinal);
    }

    private static IEnumerable<UiFile> Read(Assembly assembly)
    {
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return new UiFile(resource[Prefix.Length..], TypeOf(resource), content);
        }
    }

    private static IEnumerable<(string Name, UiFile File)> OwnModules(IReadOnlyList<UiFile> files) =>
        files.Where(file => file.Name.StartsWith("src/", StringComparison.Ordinal)).Select(file => ($"cicada/{file.Name[4..^3]}", file));

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };

    // Names and addresses are our own: letters, digits, '/', '-', '@' and '.'.
    private static string MapOf(IEnumerable<(string Name, string Address)> modules) =>
        "{\"imports\":{" + string.Join(",", modules.Select(module => $"\"{JsonEncodedText.Encode(module.Name)}\":\"{JsonEncodedText.Encode(module.Address)}\"")) + "}}";

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string VersionOf(IReadOnlyList<UiFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Content.Length}\n")));
            hash.AppendData(file.Content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }
}
