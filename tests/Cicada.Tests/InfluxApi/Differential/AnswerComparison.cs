using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cicada.Tests.InfluxApi.Differential;

/// <summary>Finds the first place where two answers say something different.</summary>
public static partial class AnswerComparison
{
    private const double Tolerance = 1e-9;

    // What a float counts one by one.
    private const double LastCounted = 1L << 53;
    private const double LastDigits = 4e-16;

    // InfluxDB 1.6 replaces the error of a statement that others follow; we tell it, on purpose.
    private const string Replaced = "not executed";

    private const string Unsayable = "error calling MarshalJSON";

    /// <summary>What is different, or null.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="expected">What InfluxDB says.</param>
    /// <param name="actual">What Cicada says.</param>
    public static string? Difference(Question question, Answer expected, Answer actual)
    {
        if (expected.Status == 0)
        {
            // InfluxDB has not come to an end: nothing to compare with.
            return null;
        }

        if (expected.Body.Contains(Unsayable, StringComparison.Ordinal))
        {
            // JSON has no infinity; a null is what we make of it.
            return actual.Body.Contains("\"series\":", StringComparison.Ordinal) ? null : "no answer";
        }

        if (expected.Status != actual.Status)
        {
            return $"status {expected.Status} / {actual.Status}";
        }

        if (expected.MediaType != actual.MediaType)
        {
            return $"type '{expected.MediaType}' / '{actual.MediaType}'";
        }

        if (question.IsExact || expected.MediaType != "application/json")
        {
            return expected.Body == actual.Body ? null : "body";
        }

        var (left, right) = (Documents(expected.Body), Documents(actual.Body));
        if (left.Count != right.Count)
        {
            return $"{left.Count} / {right.Count} documents";
        }

        return left.Zip(right).Select(pair => Difference(pair.First, pair.Second, "")).FirstOrDefault(difference => difference is not null);
    }

    private static List<JsonElement> Documents(string body)
    {
        var documents = new List<JsonElement>();
        try
        {
            using var whole = JsonDocument.Parse(body);
            documents.Add(whole.RootElement.Clone());
        }
        catch (JsonException)
        {
            // One document a line, if anything.
            foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                using var document = Parsed(line);
                documents.Add(document.RootElement.Clone());
            }
        }

        return documents;
    }

    private static JsonDocument Parsed(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse(JsonSerializer.Serialize($"no JSON: {line}"));
        }
    }

    private static string? Difference(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.ValueKind != actual.ValueKind)
        {
            return $"{path}: {Short(expected)} / {Short(actual)}";
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(expected, actual, path),
            JsonValueKind.Array when path.EndsWith(".values", StringComparison.Ordinal) => OfRows(expected, actual, path),
            JsonValueKind.Array => OfLists([.. expected.EnumerateArray()], [.. actual.EnumerateArray()], path),
            JsonValueKind.Number => AreEqual(expected.GetRawText(), actual.GetRawText(), isTime: path.EndsWith("][0]", StringComparison.Ordinal)) ? null : $"{path}: {Short(expected)} / {Short(actual)}",
            JsonValueKind.String => (path.EndsWith(".error", StringComparison.Ordinal) ? IsSameError(expected.GetString()!, actual.GetString()!) : expected.GetString() == actual.GetString())
                ? null
                : $"{path}: {Short(expected)} / {Short(actual)}",
            _ => null,
        };
    }

    // Which of several files of a database is complained of first is chance.
    private static bool IsSameError(string expected, string actual) => expected == Replaced || NumberedFile().Replace(expected, "") == NumberedFile().Replace(actual, "");

    [GeneratedRegex("^shard [0-9]+: ")]
    private static partial Regex NumberedFile();

    private static string? OfObjects(JsonElement expected, JsonElement actual, string path)
    {
        var (left, right) = (expected.EnumerateObject().ToList(), actual.EnumerateObject().ToList());
        var (leftNames, rightNames) = (string.Join(',', left.Select(one => one.Name)), string.Join(',', right.Select(one => one.Name)));
        if (leftNames != rightNames)
        {
            var error = (expected.TryGetProperty("error", out var theirs) ? $" ({theirs})" : "") + (actual.TryGetProperty("error", out var ours) ? $" (we: {ours})" : "");
            return $"{path}: {{{leftNames}}} / {{{rightNames}}}{error}";
        }

        return left.Zip(right).Select(pair => pair.First.Name == "values" && IsOfGrants(expected)
                ? OfLists(Sorted(pair.First.Value), Sorted(pair.Second.Value), $"{path}.values")
                : Difference(pair.First.Value, pair.Second.Value, $"{path}.{pair.First.Name}"))
            .FirstOrDefault(difference => difference is not null);
    }

    // influxd keeps a user's grants in a map of Go, whose order differs from one answer to the next.
    private static bool IsOfGrants(JsonElement series) =>
        series.TryGetProperty("columns", out var columns) && columns.EnumerateArray().Select(column => column.GetString()).SequenceEqual(["database", "privilege"]);

    private static List<JsonElement> Sorted(JsonElement rows) => [.. rows.EnumerateArray().OrderBy(row => row.GetRawText(), StringComparer.Ordinal)];

    private static string? OfLists(List<JsonElement> left, List<JsonElement> right, string path)
    {
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (Difference(left[i], right[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")) is { } difference)
            {
                return difference;
            }
        }

        return left.Count == right.Count ? null : $"{path}: {left.Count} / {right.Count} entries";
    }

    // The order of rows of equal time is nowhere specified.
    private static string? OfRows(JsonElement expected, JsonElement actual, string path)
    {
        List<JsonElement> left = [.. expected.EnumerateArray()], right = [.. actual.EnumerateArray()];
        if (OfLists(left, right, path) is not { } difference)
        {
            return null;
        }

        return left.Count == right.Count && OfLists(InOrder(left), InOrder(right), path) is null ? null : difference;
    }

    private static List<JsonElement> InOrder(List<JsonElement> rows)
    {
        var ordered = new List<JsonElement>(rows.Count);
        for (var i = 0; i < rows.Count;)
        {
            var end = i + 1;
            while (end < rows.Count && TimeOf(rows[end]) == TimeOf(rows[i]))
            {
                end++;
            }

            ordered.AddRange(rows.GetRange(i, end - i).OrderBy(row => row.GetRawText(), StringComparer.Ordinal));
            i = end;
        }

        return ordered;
    }

    private static string TimeOf(JsonElement row) => row.ValueKind == JsonValueKind.Array && row.GetArrayLength() > 0 ? row[0].GetRawText() : "";

    private static bool AreEqual(string expected, string actual, bool isTime)
    {
        if (expected == actual)
        {
            return true;
        }

        // Times and integers are exact; but what is beyond all that a float counts may be one, with another last digit.
        var (left, right) = (double.Parse(expected, CultureInfo.InvariantCulture), double.Parse(actual, CultureInfo.InvariantCulture));
        if (expected.AsSpan().IndexOfAny(".eE") < 0 && actual.AsSpan().IndexOfAny(".eE") < 0)
        {
            return !isTime && Math.Abs(left) > LastCounted && Math.Abs(left - right) <= LastDigits * Math.Abs(left);
        }

        return Math.Abs(left - right) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(left), Math.Abs(right)));
    }

    private static string Short(JsonElement element)
    {
        var text = element.GetRawText();
        return text.Length <= 200 ? text : text[..200] + "…";
    }
}
