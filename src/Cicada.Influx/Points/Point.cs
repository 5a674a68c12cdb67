namespace Cicada.Influx;

/// <summary>
/// InfluxDB's unit of data: at one time, in one measurement, the values of some fields, told apart by tags. A second
/// point with the same measurement, tags and time would replace it.
/// </summary>
public sealed class Point
{
    /// <summary>Describes a point.</summary>
    /// <param name="measurement">The measurement, prefix included.</param>
    /// <param name="tags">The tags, each key once; not changed afterwards.</param>
    /// <param name="fields">The fields, each key once and at least one; not changed afterwards.</param>
    /// <param name="timeNanoseconds">Nanoseconds since the Unix epoch.</param>
    public Point(string measurement, IReadOnlyList<PointTag> tags, IReadOnlyList<PointField> fields, long timeNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(tags);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentException.ThrowIfNullOrEmpty(measurement);
        if (fields.Count == 0)
        {
            throw new ArgumentException($"The point of '{measurement}' has no field; a point has at least one.", nameof(fields));
        }

        Measurement = measurement;
        Tags = tags;
        Fields = fields;
        TimeNanoseconds = timeNanoseconds;
    }

    /// <summary>The measurement, prefix included.</summary>
    public string Measurement { get; }

    /// <summary>The tags, each key once.</summary>
    public IReadOnlyList<PointTag> Tags { get; }

    /// <summary>The fields, each key once and at least one.</summary>
    public IReadOnlyList<PointField> Fields { get; }

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public long TimeNanoseconds { get; }

    /// <summary>The measurement, tags and fields in words a person reads; not line protocol.</summary>
    public override string ToString() =>
        $"{Measurement} [{string.Join(", ", Tags.Select(tag => $"{tag.Key}={tag.Value}"))}] "
        + $"{string.Join(", ", Fields.Select(field => $"{field.Key}={field.Value}"))} @{TimeNanoseconds}";
}
