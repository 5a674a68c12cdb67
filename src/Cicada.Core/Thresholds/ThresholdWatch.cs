namespace Cicada.Thresholds;

/// <summary>Judges one threshold, second by second. It has no clock: seconds come as they end.</summary>
internal sealed class ThresholdWatch(Threshold threshold, WatchedRequests requests)
{
    private readonly WatchedTime _time = new(threshold.Window is { } window ? (int)window.TotalSeconds : null);
    private ThresholdState _state;
    private double? _observed;
    private double? _brokenAt;
    private bool _isBroken;

    // The run ends for it. Whatever its last requests do for the figure, it has been the reason.
    private bool _endsRun;

    public WatchedRequests Requests => requests;

    /// <summary>Takes in a second, and judges. Returns what has changed; null for nothing.</summary>
    /// <param name="from">When it began, in seconds since the run's start.</param>
    /// <param name="second">What was completed in it.</param>
    public ThresholdChange? Add(double from, SecondOfRequests second)
    {
        if (from < threshold.Delay.TotalSeconds)
        {
            return null;
        }

        _time.Add(second);
        return _time.IsFull ? Judge(from + second.Length, isEnd: false) : null;
    }

    /// <summary>Takes in what is left at the end of the run, which may be less than a second, and judges for the last time.</summary>
    public ThresholdChange? AddLast(double from, SecondOfRequests second)
    {
        if (from < threshold.Delay.TotalSeconds)
        {
            return null;
        }

        // What is left in the end is too short to be a stretch of its own for what is counted up; where it is all there is, it has to do.
        var wasFull = _time.IsFull;
        _time.Add(second);
        return threshold.Window is not null && wasFull && !threshold.Figure.IsTime() && !threshold.Figure.IsShare()
            ? null
            : Judge(from + second.Length, isEnd: true);
    }

    /// <summary>How it stands.</summary>
    public ThresholdSummary Summarise() => new()
    {
        Text = threshold.Text,
        State = _state,
        Metric = ThresholdText.Name(threshold.Figure, threshold.PercentileRank),
        Requests = threshold.Requests,
        Comparison = ThresholdText.Sign(threshold.Comparison),
        Limit = threshold.Limit,
        Observed = _observed,
        Unit = threshold.Figure.Unit(),
        Over = threshold.Window?.TotalSeconds,
        After = threshold.Delay > TimeSpan.Zero ? threshold.Delay.TotalSeconds : null,
        Abort = threshold.Aborts,
        BrokenAt = _brokenAt,
    };

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        if (_endsRun)
        {
            return;
        }

        _time.Reset();
        (_state, _observed, _brokenAt, _isBroken) = (ThresholdState.NoData, null, null, false);
    }

    private ThresholdChange? Judge(double at, bool isEnd)
    {
        if (_endsRun || !requests.HaveOccurred || _time.Read(threshold.Figure, threshold.PercentileRank) is not { } observed)
        {
            return null;
        }

        var holds = threshold.Comparison.Holds(observed, threshold.Limit);

        // A run's counts only grow: that there are too few is known at its end, and not in its first second.
        if (!holds && !isEnd && threshold.Window is null && threshold.Figure.IsCount() && !threshold.Comparison.IsUpperLimit())
        {
            return null;
        }

        Note(observed, holds, at);
        if (holds != _isBroken)
        {
            return null;
        }

        _isBroken = !holds;
        _endsRun = threshold.Aborts && !holds && !isEnd;
        return new ThresholdChange(threshold, !holds, observed, _endsRun);
    }

    // Of the whole run the figure at its end counts; of its stretches the worst one.
    private void Note(double observed, bool holds, double at)
    {
        _brokenAt = holds ? _brokenAt : _brokenAt ?? at;
        if (threshold.Window is null)
        {
            (_observed, _state) = (observed, holds ? ThresholdState.Passed : ThresholdState.Broken);
            return;
        }

        _observed = _observed is not { } worst ? observed : threshold.Comparison.IsUpperLimit() ? Math.Max(worst, observed) : Math.Min(worst, observed);
        _state = _state == ThresholdState.Broken || !holds ? ThresholdState.Broken : ThresholdState.Passed;
    }
}
