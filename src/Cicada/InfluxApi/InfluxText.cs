namespace Cicada.InfluxApi;

/// <summary>Parts of InfluxDB's sentences.</summary>
internal static class InfluxText
{
    /// <summary>A text in double quotes, with the escapes it needs there.</summary>
    public static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
