using Cicada.Metrics;

namespace Cicada.Thresholds;

/// <summary>
/// The time a threshold looks at, as a sum of seconds: the whole run, or the last seconds of it. Histograms are added when their second comes and taken away when it goes, so a look at
/// the window costs the same however long it is.
/// </summary>
/// <param name="seconds">How many; null for the whole run.</param>
internal sealed class WatchedTime(int? seconds)
{
    private readonly Queue<SecondOfRequests> _seconds = new();
    private readonly TimeCounts _times = new();
    private double _length;
    private long _failures;
    private int _added;

    /// <summary>Whether all the seconds that are wanted have gone by.</summary>
    public bool IsFull => seconds is null || _added >= seconds;

    public void Add(SecondOfRequests second)
    {
        _added++;
        _length += second.Length;
        _failures += second.Failures;
        _times.Add(second.Times);
        if (seconds is null)
        {
            return;
        }

        _seconds.Enqueue(second);
        if (_seconds.Count <= seconds)
        {
            return;
        }

        var gone = _seconds.Dequeue();
        _length -= gone.Length;
        _failures -= gone.Failures;
        _times.Remove(gone.Times, _seconds.Select(left => left.Times));
    }

    /// <summary>A figure of it in its unit; null where there is none, because nothing was completed.</summary>
    public double? Read(ThresholdFigure figure, double percentile) => figure switch
    {
        ThresholdFigure.Requests => _times.Count,
        ThresholdFigure.Failures => _failures,
        ThresholdFigure.Rate => _length > 0 ? _times.Count / _length : null,
        _ when _times.Count == 0 => null,
        ThresholdFigure.FailureShare => 100.0 * _failures / _times.Count,
        ThresholdFigure.Checks => 100.0 * (_times.Count - _failures) / _times.Count,
        ThresholdFigure.Percentile => _times.Percentile(percentile),
        ThresholdFigure.Mean => _times.Exact.MeanMilliseconds,
        ThresholdFigure.Min => _times.Exact.MinMilliseconds,
        _ => _times.Exact.MaxMilliseconds,
    };

    public void Reset()
    {
        _seconds.Clear();
        _times.Reset();
        (_length, _failures, _added) = (0, 0, 0);
    }
}
