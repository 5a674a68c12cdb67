using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Cicada.WebUi;

/// <summary>
/// A run as one file that opens without a server and asks nobody for anything: the modules and styles of the UI, and the answers its pages would have got from the API. Modules are
/// addresses of their own text (<c>data:</c>) in the map of modules, since a file has no folder beside it; answers are compressed, and so cannot end the script they are in.
/// </summary>
internal sealed partial class UiReport
{
    private const string Start = "cicada/report/main";
    private const string Script = $"import \"{Start}\";";

    private readonly string _template;
    private readonly Dictionary<string, string> _parts;

    private UiReport(UiFiles files)
    {
        var map = "{\"imports\":{" + string.Join(",", Needed(files).Select(module => $"\"{module.Name}\":\"{ModuleText.AddressOf(module.File)}\"")) + "}}";
        var styles = string.Join("\n", files.Styles.Select(style => Encoding.UTF8.GetString(style.Content)));
        _template = Encoding.UTF8.GetString(files.Find("page/report.html")!.Content);
        _parts = new(StringComparer.Ordinal)
        {
            // Only these scripts and styles, and modules that are addresses of their own text; nothing is fetched from anywhere.
            ["policy"] = $"default-src 'none'; script-src 'sha256-{HashOf(map)}' 'sha256-{HashOf(Script)}' data:; style-src 'sha256-{HashOf(styles)}'; img-src data: blob:; base-uri 'none'; form-action 'none'",
            ["icon"] = ModuleText.AddressOf(files.Find("page/icon.svg")!),
            ["styles"] = styles,
            ["modules"] = map,
            ["script"] = Script,
        };
    }

    /// <summary>Reports with the files of this build.</summary>
    public static UiReport Embedded { get; } = new(UiFiles.Embedded);

    /// <summary>Makes the file.</summary>
    /// <param name="title">What the browser's tab says.</param>
    /// <param name="answers">The answers as JSON; the module <c>cicada/report/answers</c> says which.</param>
    public string Page(string title, byte[] answers) => Place().Replace(_template, place => place.Groups["name"].Value switch
    {
        "title" => System.Net.WebUtility.HtmlEncode(title),
        "answers" => Convert.ToBase64String(Compression.Gzip(answers)),
        var name => _parts[name],
    });

    // The modules that the report imports, and those that they import.
    private static IEnumerable<(string Name, UiFile File)> Needed(UiFiles files)
    {
        var modules = files.Modules.ToDictionary(module => module.Name, module => module.File, StringComparer.Ordinal);
        var needed = new SortedDictionary<string, UiFile>(StringComparer.Ordinal);
        var waiting = new Stack<string>([Start]);
        while (waiting.TryPop(out var name))
        {
            if (modules.TryGetValue(name, out var file) && needed.TryAdd(name, file))
            {
                foreach (Match import in Imports().Matches(Encoding.UTF8.GetString(file.Content)))
                {
                    waiting.Push(import.Groups["name"].Value);
                }
            }
        }

        return needed.Select(module => (module.Key, module.Value));
    }

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("\\{(?<name>policy|icon|title|styles|modules|script|answers)\\}")]
    private static partial Regex Place();

    [GeneratedRegex("(?:from|import)\\s*[\"'](?<name>[@\\w/-]+)[\"']")]
    private static partial Regex Imports();
}
