using System.Globalization;
using Cicada.Influx;

namespace Cicada.Import;

/// <summary>How the cells of a CSV become a point: which column is the time, which are tags, and of which type the fields are.</summary>
internal sealed class PointColumns
{
    private readonly string _measurement;
    private readonly List<(string Name, bool IsTag, FieldType? Type)> _columns;
    private readonly int _time;

    private PointColumns(string measurement, List<(string, bool, FieldType?)> columns, int time)
    {
        _measurement = measurement;
        _columns = columns;
        _time = time;
    }

    public int Count => _columns.Count;

    /// <summary>Finds out by the header what the columns are.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="name">The file, for the message.</param>
    /// <param name="measurement">The measurement, where a person said which; else it is recognised.</param>
    /// <param name="tags">The columns that are tags beside those that are known to be, where a person said which.</param>
    /// <exception cref="PlanException">It cannot be found out; with a sentence about what to say.</exception>
    public static PointColumns Of(IReadOnlyList<string> header, string name, string? measurement, IReadOnlyCollection<string>? tags)
    {
        var time = header.IndexOfText("time");
        if (time < 0)
        {
            throw new PlanException([$"The first line of '{name}' names no column 'time'; expected a header as 'export --format csv' writes it. Add one."]);
        }

        var schema = measurement is null ? MeasurementSchema.Recognise([.. header]) : MeasurementSchema.Find(measurement);
        if (measurement is null && schema is null)
        {
            throw new PlanException(
                [$"The columns of '{name}' are those of no measurement of Cicada's. Say which it is and which columns are tags: '--measurement NAME --tags run,name'."]);
        }

        if (schema is null && tags is null)
        {
            throw new PlanException(
                [$"The measurement '{measurement}' is none of Cicada's, so it is unknown which columns of '{name}' are tags. Say so: '--tags run,name'."]);
        }

        foreach (var tag in tags ?? [])
        {
            if (header.IndexOfText(tag) < 0)
            {
                throw new PlanException([$"The tag '{tag}' is no column of '{name}'; there are {string.Join(", ", header.Take(20).Select(column => $"'{column}'"))}. Correct '--tags'."]);
            }
        }

        // A tag and a field may share a name; the tag comes first.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var columns = header.Select(column =>
        {
            var field = schema?.Fields.FirstOrDefault(one => one.Name == column);
            var isKnownTag = (tags?.Contains(column) ?? false) || (schema?.Tags.Contains(column) ?? false);
            var isTag = (isKnownTag || (schema is { HasOwnTags: true } && field is null && column != "time")) && seen.Add(column);
            return (column, isTag, isTag ? null : field?.Type);
        });
        return new PointColumns(measurement ?? schema!.Measurement, [.. columns], time);
    }

    /// <summary>The point of a record, or null with the reason.</summary>
    public Point? PointOf(CsvRecordReader record, out string reason)
    {
        if (record.Count != _columns.Count)
        {
            reason = $"it has {record.Count} cells where the first line names {_columns.Count}";
            return null;
        }

        if (!long.TryParse(record[_time], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time) && !Rfc3339.TryParse(record[_time], out time))
        {
            reason = "its 'time' is neither nanoseconds since 1970 nor a time like '2026-11-23T12:00:00Z'";
            return null;
        }

        var tags = new List<PointTag>();
        var fields = new List<PointField>(_columns.Count);
        for (var i = 0; i < _columns.Count; i++)
        {
            var (name, isTag, type) = _columns[i];
            if (i == _time || (record[i].IsEmpty && (isTag || !record.IsQuoted(i))))
            {
                continue;
            }

            if (isTag)
            {
                tags.Add(new(name, record.Text(i)));
            }
            else if (ValueOf(record, i, type) is { } value)
            {
                fields.Add(new(name, value));
            }
            else
            {
                reason = $"its '{name}' is no {type switch { FieldType.Integer => "whole number", FieldType.Boolean => "'true' or 'false'", _ => "number" }}";
                return null;
            }
        }

        reason = fields.Count == 0 ? "it has no field" : "";
        return fields.Count == 0 ? null : new Point(_measurement, tags, fields, time);
    }

    private static FieldValue? ValueOf(CsvRecordReader record, int cell, FieldType? type) => type switch
    {
        FieldType.Float => Number(record[cell]),
        FieldType.Integer => long.TryParse(record[cell], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? FieldValue.Integer(whole) : default(FieldValue?),
        FieldType.Boolean => Truth(record[cell]),
        FieldType.String => FieldValue.String(record.Text(cell)),
        _ => record.IsQuoted(cell) ? FieldValue.String(record.Text(cell)) : Truth(record[cell]) ?? Number(record[cell]) ?? FieldValue.String(record.Text(cell)),
    };

    private static FieldValue? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? FieldValue.Float(number) : default(FieldValue?);

    private static FieldValue? Truth(ReadOnlySpan<char> text) => text is "true" ? FieldValue.Boolean(true) : text is "false" ? FieldValue.Boolean(false) : default(FieldValue?);
}
