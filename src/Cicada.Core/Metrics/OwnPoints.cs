using System.Collections.Concurrent;
using System.Globalization;
using Cicada.Metrics;
using Cicada.Runs;

namespace Cicada;

/// <summary>
/// Points of a user's own, behind <see cref="TaskOwner.Points"/> and <see cref="Run.Points"/>. They go to every output, each as it is, in the measurement
/// they name.
/// </summary>
/// <remarks>
/// <code>
/// Points.Write("baskets", tags: [("shop", "eu")], fields: [("items", 3), ("total", 99.5), ("paid", true), ("voucher", "none")]);
/// </code>
/// <para>Tags tell series apart and have few values; what is different each time, an id or a text, is a field. The tags <c>run</c> and <c>worker</c> are added.</para>
/// <para>A write takes a microsecond or so and never waits. Points beyond 200,000 that no output has taken, and no disk, are lost and counted.</para>
/// </remarks>
public sealed class OwnPoints
{
    private readonly Recorder _recorder;
    private readonly RunClock _clock;
    private readonly Collector _collector;
    private readonly CardinalityLimits _limits;
    private readonly ConcurrentDictionary<string, OwnMeasurement> _measurements = new(StringComparer.Ordinal);

    internal OwnPoints(Recorder recorder, RunClock clock, Collector collector, CardinalityLimits limits)
    {
        _limits = limits;
        _recorder = recorder;
        _clock = clock;
        _collector = collector;
    }

    /// <summary>Points whose tags became <c>__other__</c>, because there were too many sets of them.</summary>
    internal long Capped => _measurements.Values.Sum(measurement => measurement.Capped);

    internal int MaximumSeries => _limits.PointSeries;

    /// <summary>Writes a point.</summary>
    /// <param name="measurement">What it is about. Names that begin with <c>cicada_</c> are Cicada's own.</param>
    /// <param name="tags">The tags, each key once. An empty value is the same as no tag.</param>
    /// <param name="fields">The fields, each key once and at least one: floats, integers, texts, truth values. The first point of a measurement decides a field's type.</param>
    /// <param name="time">
    /// When; now unless a time is given. Without one each point gets a time of its own. With one it is taken as it is, so that a later point of the same measurement, tags
    /// and time replaces the fields it has.
    /// </param>
    /// <exception cref="ArgumentException">The point cannot be one; the message says why.</exception>
    /// <exception cref="InvalidOperationException">The run is over.</exception>
    public void Write(
        string measurement,
        ReadOnlySpan<(string Key, string Value)> tags = default,
        ReadOnlySpan<(string Key, FieldValue Value)> fields = default,
        DateTimeOffset? time = null)
    {
        var pointTags = new PointTag[tags.Length];
        for (var i = 0; i < pointTags.Length; i++)
        {
            pointTags[i] = new PointTag(tags[i].Key, tags[i].Value);
        }

        var pointFields = new PointField[fields.Length];
        for (var i = 0; i < pointFields.Length; i++)
        {
            pointFields[i] = new PointField(fields[i].Key, fields[i].Value);
        }

        Write(measurement, pointTags, pointFields, time);
    }

    /// <summary>Writes a point whose tags and fields are dictionaries, as clients of InfluxDB have them.</summary>
    /// <param name="measurement">What it is about. Names that begin with <c>cicada_</c> are Cicada's own.</param>
    /// <param name="tags">The tags; null for none. An empty value is the same as no tag.</param>
    /// <param name="fields">The fields: numbers of .NET's types, texts, truth values, or <see cref="FieldValue"/>s. One whose value is null is left out.</param>
    /// <param name="time">When; now unless a time is given.</param>
    /// <exception cref="ArgumentException">The point cannot be one; the message says why.</exception>
    /// <exception cref="InvalidOperationException">The run is over.</exception>
    public void Write(
        string measurement, IReadOnlyDictionary<string, string>? tags, IReadOnlyDictionary<string, object> fields, DateTimeOffset? time = null)
    {
        ArgumentNullException.ThrowIfNull(fields);
        PointTag[] pointTags = tags is null ? [] : [.. tags.Select(tag => new PointTag(tag.Key, tag.Value))];
        PointField[] pointFields =
        [
            .. fields.Where(field => field.Value is not null).Select(field => new PointField(field.Key, OwnDataRules.ValueOf(measurement, field.Key, field.Value))),
        ];
        Write(measurement, pointTags, pointFields, time);
    }

    private void Write(string measurement, PointTag[] tags, PointField[] fields, DateTimeOffset? time)
    {
        var size = OwnDataRules.Require(measurement, tags, fields);
        _collector.Offer(new OwnPoint
        {
            TimeNanoseconds = time is { } given ? Nanoseconds(measurement, given) : _recorder.ClaimTime(_clock.GetTimestamp()),
            HasOwnTime = time is null,
            Measurement = measurement,
            Tags = Measurement(measurement).Admit(OwnDataRules.WithoutEmpty(tags), fields),
            Fields = fields,
            Size = size,
        });
    }

    private OwnMeasurement Measurement(string name)
    {
        if (_measurements.TryGetValue(name, out var known))
        {
            return known;
        }

        return _measurements.Count < _limits.Measurements
            ? _measurements.GetOrAdd(name, (one, most) => new OwnMeasurement(one, most), _limits.PointSeries)
            : throw new ArgumentException(
                $"A point is of '{name}', and this run has points of {_limits.Measurements} other measurements already. A name with an id in it makes one for each. Make the id a field.", nameof(name));
    }

    private static long Nanoseconds(string measurement, DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return ticks is >= long.MinValue / 100 and <= long.MaxValue / 100
            ? ticks * 100
            : throw new ArgumentException(
                $"The time of a point of '{measurement}' is '{time.ToString("O", CultureInfo.InvariantCulture)}'; expected one from 1677-09-21 to 2262-04-11. Correct it, or leave it out for now.",
                nameof(time));
    }
}
