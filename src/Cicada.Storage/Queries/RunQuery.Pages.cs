using Cicada.Storage.Queries;

namespace Cicada.Storage;

/// <content>What the pages ask about a run, in the shape they draw it.</content>
public sealed partial record RunQuery
{
    /// <summary>The run over time: requests, users and the generator, in buckets of a width; <see cref="BucketWidth.For"/> chooses one.</summary>
    internal RunCourse Course(TimeSpan width, CourseParts parts = CourseParts.All) => Ask(Width(width), scope => new RunCourse
    {
        Run = Run,
        From = scope.From.TotalSeconds,
        To = scope.To.TotalSeconds,
        Width = width.TotalSeconds,
        Until = scope.To.TotalSeconds,
        Source = scope.Source,
        Time = scope.Starts(),
        Requests = !parts.HasFlag(CourseParts.Requests) ? null
            : scope.Source == PercentileSource.Exact ? new ExactCourse(scope).Read() : new MergedCourse(scope).Read(),
        Users = parts.HasFlag(CourseParts.Users) ? new ObservedCourse(scope).Users() : null,
        Generator = parts.HasFlag(CourseParts.Generator) ? new ObservedCourse(scope).Generator() : null,
    });

    /// <summary>The sparklines of all requests and of the total.</summary>
    /// <param name="buckets">Into how many equal parts the window is cut at most.</param>
    internal RequestSparklines Sparklines(int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 2);
        return _history.Ask(Run, run =>
        {
            var whole = new QueryScope(run, this);
            return new Sparklines(new QueryScope(run, this, Queries.Sparklines.WidthFor(run, whole.From, whole.To, buckets))).Read();
        });
    }

    /// <summary>The latency heat map as the page draws it.</summary>
    internal LatencyCourse LatencyCourse(TimeSpan width) => Ask(Width(width), scope => new LatencyMaps(scope).Read());

    /// <summary>The failures by kind and request, over time.</summary>
    internal FailureCourse FailureCourse(TimeSpan width) => Ask(Width(width), scope => new FailureCourses(scope).Read());

    /// <summary>Where the time of each request goes.</summary>
    internal RequestTimings Timings() => Ask(null, scope => new PhaseTimings(scope).Read());

    /// <summary>How response times are distributed.</summary>
    internal ResponseDistribution Distribution() => Ask(null, scope => new Distributions(scope).Read());

    /// <summary>What happened to the run, in order; the whole run, whatever the window.</summary>
    internal IReadOnlyList<RecordedEvent> Events() => _history.Ask(Run, run => new RunDescriptions(run).Events());

    /// <summary>What the run was started with.</summary>
    internal RunSetup Setup() => _history.Ask(Run, run => new RunDescriptions(run).Setup());

    /// <summary>Messages of the run's process.</summary>
    /// <param name="after">Only those with a greater number.</param>
    /// <param name="level">The least serious level that is wanted; null for all.</param>
    /// <param name="limit">How many at most, the oldest.</param>
    internal RecordedLog Log(long after = -1, string? level = null, int limit = 1000) =>
        _history.Ask(Run, run => new RunDescriptions(run).Log(after, level, limit));

    /// <summary>The run as it stands in a list.</summary>
    internal Queries.RunHead Head() => _history.ReadHead(Run);

    /// <summary>What a comparison knows of the run; nothing where it ended before the window.</summary>
    /// <param name="block">How long the blocks of time are by which one sees how much requests depend on each other; null for none.</param>
    internal ComparedSides Sides(TimeSpan? block) => _history.Ask(Run, run =>
        QueryScope.HasNothingFrom(run, this) ? ComparedSides.None : ComparedSides.Read(new QueryScope(run, this), block is null ? null : new QueryScope(run, this, block)));
}
