using System.Globalization;
using Cicada.Influx;
using Cicada.Metrics;

namespace Cicada.Import;

/// <summary>
/// The run that results of another program become. Its id is made of its first time and its content, so that the same file is the same run
/// whenever it is imported; names and error classes are bounded as in any other run.
/// </summary>
internal sealed class ForeignRun
{
    /// <summary>The user type of requests of which none is known.</summary>
    public const string Imported = "imported";

    /// <summary>The sentence about texts in another encoding.</summary>
    public const string Repaired = "Some texts were not UTF-8; what could not be read in them is U+FFFD.";

    private readonly RequestKeys _keys;
    private readonly ErrorClasses _errors;
    private readonly ErrorClasses _userClasses;
    private readonly UniqueTimes _times = new();
    private readonly Func<string> _suffix;
    private readonly RunDescription _template;
    private RunPoints? _points;

    /// <summary>A run to come.</summary>
    /// <param name="template">Its test, labels and note.</param>
    /// <param name="suffix">Gives the letters at the end of its id, when they are needed.</param>
    public ForeignRun(RunDescription template, Func<string> suffix)
    {
        _template = template;
        _suffix = suffix;
        var limits = new CardinalityLimits();
        _keys = new RequestKeys(limits.Names);
        _errors = new ErrorClasses(limits.ErrorClasses);
        _userClasses = new ErrorClasses(limits.ErrorClasses);
    }

    /// <summary>The run, as soon as its first time is known.</summary>
    public RunDescription? Description { get; private set; }

    /// <summary>The run's points; its first time is known.</summary>
    public RunPoints Points => _points ?? throw new InvalidOperationException("The run has not begun. Call Begin first.");

    public long StartNanoseconds { get; private set; }

    /// <summary>Names the run by the first time in its file; later calls change nothing.</summary>
    public void Begin(long nanoseconds)
    {
        if (Description is not null)
        {
            return;
        }

        StartNanoseconds = nanoseconds - (((nanoseconds % 1000) + 1000) % 1000);
        var started = DateTimeOffset.UnixEpoch.AddTicks(StartNanoseconds / 100);
        Description = _template with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"r{started.UtcDateTime:yyyyMMdd-HHmmss}-{_suffix()}"),
            Started = started,
        };
        _points = new RunPoints(Description);
    }

    /// <summary>The point of a request; the sample's key and error are given by their words, and its time becomes unique.</summary>
    public Point Request(string requestType, string name, string userClass, string? error, RequestSample sample)
    {
        Begin(sample.CompletedNanoseconds - sample.ResponseNanoseconds);
        return Points.OfRequest(sample with
        {
            Key = _keys.Get(_userClasses.Bound(userClass), requestType, name),
            CompletedNanoseconds = _times.Claim(sample.CompletedNanoseconds),
            Error = error is null ? null : _errors.Bound(error),
        });
    }

    /// <summary>The point of a number of users.</summary>
    public Point Users(long time, long count)
    {
        Begin(time);
        var users = (int)Math.Clamp(count, 0, int.MaxValue);
        return Points.OfObservation(new UserCount
        {
            TimeNanoseconds = time,
            UserClass = Imported,
            Count = users,
            Target = users,
            ElapsedSeconds = (time - StartNanoseconds) / 1e9,
        });
    }

    /// <summary>A point that names no run, as one of this run.</summary>
    public Point Adopt(Point point)
    {
        Begin(point.TimeNanoseconds);
        return new Point(point.Measurement, [new(PointNames.Run, Description!.Id), .. point.Tags], point.Fields, point.TimeNanoseconds);
    }

    /// <summary>The sentences about what was bounded.</summary>
    public IEnumerable<string> Warnings()
    {
        if (_keys.Capped > 0)
        {
            yield return $"{_keys.Capped} requests beyond the first {_keys.MaximumNames} names are counted under '{ErrorClass.Other}'.";
        }

        if (_errors.Capped > 0)
        {
            yield return $"{_errors.Capped} failures beyond the first {_errors.Maximum} error classes are counted under '{ErrorClass.Other}'.";
        }

        if (_userClasses.Capped > 0)
        {
            yield return $"{_userClasses.Capped} requests beyond the first {_userClasses.Maximum} user types are counted under '{ErrorClass.Other}'.";
        }
    }
}
