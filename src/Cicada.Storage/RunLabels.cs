using System.Globalization;
using System.Text.Json;

namespace Cicada.Storage;

/// <summary>The labels of a run: how they change, what they may be, and how they are kept.</summary>
internal static class RunLabels
{
    public const int Most = 100;
    public const int LongestKey = 100;
    public const int LongestValue = 1_000;

    /// <summary>The labels after a change: a value sets its label, null or an empty one removes it.</summary>
    /// <exception cref="StoreException">A key or value cannot be one, or there would be too many.</exception>
    public static IReadOnlyDictionary<string, string> Change(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string?> changes)
    {
        var changed = Sorted(labels);
        foreach (var (key, value) in changes)
        {
            if (string.IsNullOrEmpty(value))
            {
                changed.Remove(key);
            }
            else
            {
                Require(key, value);
                changed[key] = value;
            }
        }

        return changed.Count <= Most || changed.Count <= labels.Count
            ? changed
            : throw new StoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"The run would have {changed.Count} labels; expected {Most} at most. Remove some that are no longer needed."));
    }

    public static bool AreEqual(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(label => other.TryGetValue(label.Key, out var value) && value == label.Value);

    /// <summary>Reads the JSON object they are kept as; none where it is something else, as points from elsewhere may have it.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Sorted(document.RootElement.EnumerateObject().Select(label => KeyValuePair.Create(label.Name, label.Value.GetString() ?? "")));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new SortedDictionary<string, string>(StringComparer.Ordinal);
        }
    }

    public static SortedDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in labels)
        {
            sorted[key] = value;
        }

        return sorted;
    }

    private static void Require(string key, string value)
    {
        if (string.IsNullOrWhiteSpace(key) || key.Contains('=', StringComparison.Ordinal))
        {
            throw new StoreException($"The key of a run label is '{key}'; expected a word without '='. Write for instance 'team=shop'.");
        }

        RunText.Require($"The key '{RunText.Beginning(key)}' of a run label", key, LongestKey);
        RunText.Require($"The value '{RunText.Beginning(value)}' of run label '{key}'", value, LongestValue);
    }
}
