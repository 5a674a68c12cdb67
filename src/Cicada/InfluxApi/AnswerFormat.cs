using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cicada.InfluxApi;

/// <summary>In which format a query is answered.</summary>
/// <param name="Accepted">What a request calls it.</param>
/// <param name="ContentType">What the answer says it is.</param>
internal sealed record AnswerFormat(string Accepted, string ContentType)
{
    public static readonly AnswerFormat Json = new("application/json", "application/json");
    public static readonly AnswerFormat Csv = new("application/csv", "text/csv");
    public static readonly AnswerFormat CsvText = new("text/csv", "text/csv");
    public static readonly AnswerFormat MessagePack = new("application/x-msgpack", "application/x-msgpack");

    // In the order they are preferred where a client takes several alike.
    private static readonly AnswerFormat[] All = [Json, Csv, CsvText, MessagePack];

    public bool IsCsv => this == Csv || this == CsvText;

    /// <summary>The format of those the request accepts; JSON where it accepts none of ours.</summary>
    public static AnswerFormat Of(HttpRequest request)
    {
        foreach (var (type, _) in request.Headers.Accept.SelectMany(header => (header ?? "").Split(',')).Select(Read).OrderByDescending(accepted => accepted.Weight))
        {
            if (All.FirstOrDefault(format => Matches(type, format.Accepted)) is { } format)
            {
                return format;
            }
        }

        return Json;
    }

    private static (string Type, double Weight) Read(string accepted)
    {
        var parts = accepted.Split(';', StringSplitOptions.TrimEntries);
        var weight = parts.Skip(1).FirstOrDefault(part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return (parts[0].ToLowerInvariant(),
            weight is null ? 1 : double.TryParse(weight.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0);
    }

    private static bool Matches(string accepted, string type) =>
        accepted == type || accepted is "*" or "*/*" || (accepted.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(accepted.AsSpan(0, accepted.Length - 1), StringComparison.Ordinal));
}
