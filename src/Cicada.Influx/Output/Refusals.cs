using System.Globalization;
using System.Text.RegularExpressions;

namespace Cicada.Influx;

/// <summary>What was refused in a run, by reason: what a reader of its figures must know. Read by others while it is written.</summary>
/// <param name="destination">Who refused it, without any secret.</param>
internal sealed partial class Refusals(string destination)
{
    // A server that names each point in its reason must not make the run's document long.
    private const int MostReasons = 20;

    private const string Others = "and for other reasons";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _counts = [];
    private string? _file;
    private long _notHeld;

    /// <summary>The sentences, one for each reason.</summary>
    public IReadOnlyList<string> Sentences
    {
        get
        {
            lock (_gate)
            {
                var where = _file is null ? "" : _notHeld == 0 ? $" They are set aside in '{_file}'."
                    : string.Create(CultureInfo.InvariantCulture, $" All but {_notHeld} of what was refused is set aside in '{_file}'.");
                return [.. _counts.Select(reason => string.Create(
                    CultureInfo.InvariantCulture, $"{reason.Value} {(reason.Value == 1 ? "point was" : "points were")} refused by '{destination}': '{reason.Key}'.{where}"))];
            }
        }
    }

    /// <summary>Counts points, and gives the sentences for reasons that had not been seen before.</summary>
    /// <param name="points">The points.</param>
    /// <param name="file">Where they are set aside.</param>
    public IReadOnlyList<string> Add(IReadOnlyList<RefusedPoint> points, RejectedFile file)
    {
        lock (_gate)
        {
            (_file, _notHeld) = (file.Path, file.NotHeld);
            var fresh = new List<string>();
            foreach (var group in points.GroupBy(point => General(point.Reason), StringComparer.Ordinal))
            {
                var reason = _counts.ContainsKey(group.Key) || _counts.Count < MostReasons ? group.Key : Others;
                if (!_counts.TryGetValue(reason, out var count))
                {
                    fresh.Add(reason);
                }

                _counts[reason] = count + group.Count();
            }

            return fresh;
        }
    }

    // What is different for each point goes to the file only.
    private static string General(string reason) => Numbers().Replace(reason, "…");

    [GeneratedRegex(@"(?<=\bline )\d+|\d{10,}|(?<=too large for one request: )\d+")]
    private static partial Regex Numbers();
}
