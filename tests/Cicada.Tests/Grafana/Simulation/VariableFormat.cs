using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A way to write what is chosen of a variable, the one behind the colon in <c>${name:format}</c>.</summary>
internal sealed class VariableFormat
{
    private static readonly Dictionary<string, VariableFormat> All = new(StringComparer.Ordinal)
    {
        ["regex"] = new(value => value.Values is [var only] ? RegexText.Escape(only) : $"({string.Join('|', value.Values.Select(RegexText.Escape))})"),
        ["pipe"] = new(value => string.Join('|', value.Values)),
        ["csv"] = new(value => string.Join(',', value.Values)),
        ["raw"] = new(value => string.Join(',', value.Values)),
        ["text"] = new(value => string.Join(" + ", value.Values)),
        ["json"] = new(value => value.IsList ? JsonSerializer.Serialize(value.Values) : JsonSerializer.Serialize(string.Concat(value.Values))),
        ["glob"] = new(value => value.IsList && value.Values.Count > 1 ? $"{{{string.Join(',', value.Values)}}}" : string.Join(',', value.Values)),
        ["singlequote"] = new(value => Quoted(value, '\'', @"\'")),
        ["doublequote"] = new(value => Quoted(value, '"', "\\\"")),
        ["sqlstring"] = new(value => Quoted(value, '\'', "''")),
        ["percentencode"] = new(value => Uri.EscapeDataString(value.Values.Count > 1 ? $"{{{string.Join(',', value.Values)}}}" : string.Join(',', value.Values))),
        ["queryparam"] = new(value => value.IsAll ? $"var-{value.Name}=$__all" : string.Join('&', value.Values.Select(one => $"var-{value.Name}={Uri.EscapeDataString(one)}"))),
    };

    private readonly Func<VariableValue, string> _write;

    private VariableFormat(Func<VariableValue, string> write) => _write = write;

    /// <summary>The format of texts that are no queries.</summary>
    public static VariableFormat Glob => All["glob"];

    /// <summary>The format of that name.</summary>
    public static VariableFormat Named(string name) => All.GetValueOrDefault(name)
        ?? throw new BoardException($"The format of a variable is '{name}'; expected one of {string.Join(", ", All.Keys)}. Grafana takes 'glob' for one it does not know.");

    public string Of(VariableValue value) => _write(value);

    private static string Quoted(VariableValue value, char quote, string escaped) =>
        string.Join(',', value.Values.Select(one => $"{quote}{one.Replace(quote.ToString(), escaped, StringComparison.Ordinal)}{quote}"));
}
