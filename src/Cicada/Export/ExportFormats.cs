namespace Cicada.Export;

/// <summary>The formats' names.</summary>
internal static class ExportFormats
{
    private static readonly Dictionary<string, ExportFormat> ByName = new(StringComparer.Ordinal)
    {
        ["csv"] = ExportFormat.Csv,
        ["parquet"] = ExportFormat.Parquet,
        ["jsonl"] = ExportFormat.Jsonl,
        ["line-protocol"] = ExportFormat.LineProtocol,
    };

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static bool TryParse(string name, out ExportFormat format) => ByName.TryGetValue(name, out format);

    public static string NameOf(ExportFormat format) => ByName.First(pair => pair.Value == format).Key;

    /// <summary>The format a file's name speaks of, or null.</summary>
    public static ExportFormat? OfFile(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".CSV" => ExportFormat.Csv,
        ".PARQUET" => ExportFormat.Parquet,
        ".JSONL" or ".NDJSON" => ExportFormat.Jsonl,
        ".LP" => ExportFormat.LineProtocol,
        _ => null,
    };
}
