namespace Cicada.Influx.Patterns;

/// <summary>A pattern is not one of RE2's language. The message is the one InfluxDB has for it.</summary>
internal sealed class PatternSyntaxException(string problem, string found) : Exception($"error parsing regexp: {problem}: `{found}`");
