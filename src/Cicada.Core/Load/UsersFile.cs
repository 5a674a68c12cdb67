using System.Globalization;
using Cicada.Data;

namespace Cicada.Load;

/// <summary>Reads how many users there were when, from a CSV file.</summary>
internal static class UsersFile
{
    private const string Expected = "Give a CSV file with a line of names first, and columns 'elapsed' (seconds) and 'users'.";
    private static readonly string[] TimeNames = ["elapsed", "time", "seconds", "timestamp"];
    private static readonly string[] UserNames = ["users", "user count", "user_count"];

    /// <summary>Reads it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">What it was called.</param>
    /// <param name="problems">Takes a sentence for what makes no sense.</param>
    /// <returns>At least two points in order, the first at zero; or null.</returns>
    public static IReadOnlyList<(TimeSpan At, int Users)>? Read(string path, string name, List<string> problems)
    {
        try
        {
            using var reader = new StreamReader(path);
            return Points(CsvRows.Read(reader, name), name, problems);
        }
        catch (FormatException exception)
        {
            problems.Add($"The users to replay make no sense: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            problems.Add($"The users to replay are in '{name}', which cannot be read: {exception.Message.TrimEnd('.')}. {Expected}");
        }

        return null;
    }

    /// <summary>What rows with names say. Of several at one time the first counts, as where the history of a run has a row for each request name.</summary>
    internal static IReadOnlyList<(TimeSpan At, int Users)>? Points(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, string name, List<string> problems)
    {
        var columns = rows.Count == 0 ? [] : rows[0].Keys.ToList();
        var time = Column(columns, TimeNames);
        var users = Column(columns, UserNames);
        if (time is null || users is null)
        {
            problems.Add($"The users to replay are in '{name}', which {(rows.Count == 0 ? "has no rows" : $"has the columns {string.Join(", ", columns.Select(column => $"'{column}'"))}")}; expected one for the time and one for the users. {Expected}");
            return null;
        }

        List<(double At, int Users)> points = [];
        for (var i = 0; i < rows.Count; i++)
        {
            if (!double.TryParse(rows[i][time], NumberStyles.Float, CultureInfo.InvariantCulture, out var at) || !double.IsFinite(at)
                || !int.TryParse(rows[i][users], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                problems.Add($"Row {i + 1} of '{name}' has the time '{rows[i][time]}' and the users '{rows[i][users]}'; expected seconds and a whole number of 0 or more. Correct it.");
                return null;
            }

            if (points.Count > 0 && at < points[^1].At)
            {
                problems.Add($"Row {i + 1} of '{name}' has the time '{rows[i][time]}', which is before that of the row above; expected rows in the order of time. Sort them.");
                return null;
            }

            if (points.Count == 0 || at > points[^1].At)
            {
                points.Add((at, count));
            }
        }

        // Times from a clock are large: what counts is how long after the first row.
        List<(TimeSpan At, int Users)> relative = [];
        foreach (var (at, count) in points)
        {
            var elapsed = TimeSpan.FromSeconds(Math.Min(at - points[0].At, TimeSpan.FromDays(1_000).TotalSeconds));
            if (relative.Count == 0 || elapsed > relative[^1].At)
            {
                relative.Add((elapsed, count));
            }
        }

        if (relative.Count >= 2 && relative[^1].At <= TimeSpan.FromDays(49))
        {
            return relative;
        }

        problems.Add(relative.Count < 2
            ? $"The users to replay are in '{name}', which has rows for one moment only; expected two at least, since they are joined by lines. Add the end."
            : $"The users to replay are in '{name}', which lasts '{relative[^1].At.TotalDays.ToString("0.#", CultureInfo.InvariantCulture)}' days; the longest is 49 days. Give a part of it.");
        return null;
    }

    private static string? Column(List<string> columns, string[] names) =>
        columns.Find(column => names.Contains(column.Trim(), StringComparer.OrdinalIgnoreCase));
}
