using System.Globalization;

namespace Cicada.Storage;

/// <summary>What a store left out of what it was given, by reason. Asked by other threads than the one that adds.</summary>
internal sealed class Refusals
{
    // Reasons that are told; a test that gives each point a field of its own has as many as points.
    private const int MostReasons = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _byReason = new(StringComparer.Ordinal);
    private long _others;

    public void Add(IReadOnlyList<RejectedPoint> rejected)
    {
        if (rejected.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var (_, reason) in rejected)
            {
                if (_byReason.ContainsKey(reason) || _byReason.Count < MostReasons)
                {
                    _byReason[reason] = _byReason.GetValueOrDefault(reason) + 1;
                }
                else
                {
                    _others++;
                }
            }
        }
    }

    /// <summary>A sentence for each reason, and one for what is beyond them.</summary>
    /// <param name="who">Who refused, as the subject of the sentence.</param>
    public IReadOnlyList<string> Sentences(string who)
    {
        lock (_gate)
        {
            return
            [
                .. _byReason.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{who} left out {Points(pair.Value)}: {pair.Key}")),
                .. _others > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{who} left out {Points(_others)} more, for other reasons.")] : Array.Empty<string>(),
            ];
        }
    }

    private static string Points(long count) => count == 1 ? "a point" : string.Create(CultureInfo.InvariantCulture, $"{count} points");
}
