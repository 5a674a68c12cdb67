using System.Globalization;
using Cicada.Thresholds;

namespace Cicada.Load;

/// <summary>Raises the number of users step by step until a rule is broken, and says which number was the last good one. One object for each run.</summary>
/// <param name="from">The first number of users, at least 1.</param>
/// <param name="to">The last, not below the first.</param>
/// <param name="by">Users of a step, at least 1.</param>
/// <param name="every">How long each number stays.</param>
/// <param name="rules">All of them hold where a number is good: upper limits of percentiles and of the share of failures.</param>
internal sealed class LimitSearch(int from, int to, int by, TimeSpan every, IReadOnlyList<Threshold> rules) : LoadShape
{
    private readonly List<LimitLevel> _levels = [];
    private int _users;
    private bool _measures;
    private ShapeStep? _step;

    /// <summary>How it stands.</summary>
    public LimitSummary Summary => new()
    {
        LastGood = _levels.LastOrDefault(level => level.Broken is null)?.Users,
        FirstBad = _levels.Find(level => level.Broken is not null)?.Users,
        ReachedEnd = _levels is [.., { Broken: null } last] && last.Users == to,
        Rules = [.. rules.Select(rule => rule.Text)],
        Levels = [.. _levels],
    };

    internal override string EndReason => Summary.ToString();

    // The first fifth of a level is for its users to come, evenly, and for what they set off to settle; the rest is measured.
    private TimeSpan Settling => every / 5;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{from}..{to} by {by} every {StageText.Of(every)} while {string.Join(" and ", rules.Select(rule => rule.Text))}");

    public override ShapeStep? Tick(ShapeMoment now)
    {
        if (_step is null)
        {
            _users = from;
            return _step = StepFrom(0);
        }

        if (!_measures)
        {
            _measures = true;
            now.Run.BeginLevel();
            return _step;
        }

        _measures = false;
        var level = Judge(now.Run.TakeLevel());
        _levels.Add(level);
        now.Run.AddEvent("limit_level", $"{level.Users} users: {(level.Broken is null ? "good" : "not good")}", level.ToString());
        if (level.Broken is not null || _users == to)
        {
            now.Run.AddEvent("limit", Summary.LastGood is { } good ? $"The limit: {good} users" : "No number of users is good", EndReason);
            return null;
        }

        var before = _users;
        _users = (int)Math.Min((long)_users + by, to);
        return _step = StepFrom(before);
    }

    internal override TimeSpan NextTick(TimeSpan elapsed) => elapsed + (_measures ? every - Settling : Settling);

    private ShapeStep StepFrom(int before) => new(_users, (_users - before) / Settling.TotalSeconds)
    {
        From = before,
        Stage = _levels.Count,
        Name = _users == 1 ? "1 user" : $"{_users} users",
        Text = $"looks for the limit: {this}",
    };

    private LimitLevel Judge(WatchedTime figures)
    {
        double Figure(ThresholdFigure figure, double percentile = 0) => figures.Read(figure, percentile) ?? 0;
        var count = (long)Figure(ThresholdFigure.Requests);
        return new()
        {
            Users = _users,
            Count = count,
            Failures = (long)Figure(ThresholdFigure.Failures),
            Rps = Figure(ThresholdFigure.Rate),
            P50 = Figure(ThresholdFigure.Percentile, 50),
            P95 = Figure(ThresholdFigure.Percentile, 95),
            P99 = Figure(ThresholdFigure.Percentile, 99),

            // Nothing at all is no good sign: the target hangs.
            Broken = count == 0 ? "no request was completed" : rules.Select(rule => Broken(rule, figures)).OfType<string>().ToList() is { Count: > 0 } broken ? string.Join(", ", broken) : null,
        };
    }

    // What is wrong, to be read behind the number of users: "p95 was 612 ms, not below 500 ms"; null where the rule holds.
    private static string? Broken(Threshold rule, WatchedTime figures) =>
        figures.Read(rule.Figure, rule.PercentileRank) is not { } observed || rule.Comparison.Holds(observed, rule.Limit) ? null
        : rule.Figure == ThresholdFigure.FailureShare ? string.Create(CultureInfo.InvariantCulture, $"{observed:0.##} % failed, not below {rule.Limit:0.####} %")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{ThresholdText.Name(rule.Figure, rule.PercentileRank).Replace(".", "", StringComparison.Ordinal)} was {observed:0.#} ms, not below {rule.Limit:0.###} ms");
}
