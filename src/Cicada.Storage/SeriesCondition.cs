namespace Cicada.Storage;

/// <summary>Which series carry all of some tags, as a condition on a measurement's series table.</summary>
/// <param name="Sql">The condition; its parameters are the values.</param>
/// <param name="Values">The values.</param>
internal sealed record SeriesCondition(string Sql, object?[] Values)
{
    /// <summary>The condition, or null where no series of the measurement can fulfil it.</summary>
    public static SeriesCondition? Of(MeasurementTable table, IReadOnlyList<PointTag> tags)
    {
        var condition = "true";
        var values = new List<object?>();
        foreach (var (key, value) in tags)
        {
            // A tag without a value is a tag that is not there.
            var column = table.Tag(key)?.SqlName;
            if (column is null && value.Length > 0)
            {
                return null;
            }

            if (value.Length > 0)
            {
                values.Add(value);
                condition += $" AND {column} = ${values.Count}";
            }
            else if (column is not null)
            {
                condition += $" AND {column} IS NULL";
            }
        }

        return new(condition, [.. values]);
    }
}
