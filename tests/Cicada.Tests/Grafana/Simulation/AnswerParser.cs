using System.Globalization;
using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Makes frames of what a server answers, with all that Grafana's plugin overlooks or mistakes on the way.</summary>
/// <param name="isReversed">The plugin keeps tags in a map without order. True gives them in the opposite order, so that whoever trusts in one is found out.</param>
internal sealed class AnswerParser(bool isReversed = false)
{
    private const string Nothing = "null";

    /// <summary>What a panel is given.</summary>
    /// <param name="query">The query that was sent.</param>
    /// <param name="status">The status code.</param>
    /// <param name="body">The body.</param>
    public QueryAnswer Parse(SentQuery query, int status, string body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException exception)
        {
            return Failed(query, status is >= 200 and < 300 ? exception.Message : "InfluxDB returned error: ");
        }

        using (document)
        {
            return Parse(query, status, document.RootElement);
        }
    }

    private QueryAnswer Parse(SentQuery query, int status, JsonElement root)
    {
        var error = root.Text("error");
        if (status is < 200 or >= 300)
        {
            return Failed(query, $"InfluxDB returned error: {(error.Length > 0 ? error : root.Text("message"))}");
        }

        if (error.Length > 0)
        {
            return Failed(query, error);
        }

        // Whatever else was asked in the same text is not looked at.
        if (root.Items("results") is not [var result, ..])
        {
            return Failed(query, "The answer has no results; the plugin looks for the first of them and breaks.");
        }

        if (result.Text("error") is { Length: > 0 } complaint)
        {
            return Failed(query, complaint);
        }

        Series[] series = [.. result.Items("series").Select(one => Series.Of(one, isReversed))];
        try
        {
            return new(query.RefId, query.Statement, query.ResultFormat == "table" ? Table(query, series) : [.. series.SelectMany(one => OverTime(query, one))], null);
        }
        catch (BoardException exception)
        {
            return Failed(query, exception.Message);
        }
    }

    private static QueryAnswer Failed(SentQuery query, string error) => QueryAnswer.Failed(query.RefId, query.Statement, error);

    // One frame of all series; its columns are those of the first of them.
    private static IReadOnlyList<Frame> Table(SentQuery query, Series[] series)
    {
        if (series.Length == 0)
        {
            return [];
        }

        var first = series[0];
        var isTime = first.Columns[0] == "time";
        var fields = new List<FrameField>
        {
            isTime
                ? new("Time", FieldKind.Time, [.. series.SelectMany(one => one.Rows).Select(row => Milliseconds(row[0])).Where(time => time is not null).Select(time => (object?)time)])
                : Column(series, 0),
        };
        fields.AddRange(first.Tags.Keys.Select(key => new FrameField(
            key, FieldKind.Text, [.. series.SelectMany(one => one.Rows.Select(_ => (object?)one.Tags.GetValueOrDefault(key, "")))])));
        fields.AddRange(Enumerable.Range(1, first.Columns.Count - 1).Select(column => Column(series, column)));
        if (fields.Find(field => field.Values.Count != fields[0].Values.Count) is { } odd)
        {
            throw new BoardException($"Column '{odd.Name}' has {odd.Values.Count} values where others have {fields[0].Values.Count}; its type differs between series, and the plugin drops those of one type.");
        }

        return [new(first.Name, query.RefId, [.. fields.Select(field => field with { RefId = query.RefId })])];
    }

    private static FrameField Column(Series[] series, int column)
    {
        var values = new List<object?>();
        var kind = Nothing;
        foreach (var one in series)
        {
            var own = KindOf(one.Rows, column);
            if (own != Nothing && kind != Nothing && own != kind)
            {
                // What came before is lost: numbers leave gaps, other types not even those.
                values = kind == "number" ? [.. values.Select(_ => (object?)null)] : [];
            }

            kind = own == Nothing ? kind : own;
            values.AddRange(one.Rows.Select(row => Value(row[column], own)));
        }

        return new(series[^1].Columns[column], Shown(kind), values);
    }

    private static IEnumerable<Frame> OverTime(SentQuery query, Series series)
    {
        if (!series.Columns.Any(column => column.Equals("time", StringComparison.OrdinalIgnoreCase)))
        {
            var element = query.IsShowTagValues ? 1 : 0;
            yield return new(series.Name, query.RefId, [new("Value", FieldKind.Text, [.. series.Rows.Where(row => row.Count > element).Select(row => (object?)Words(row[element]))]) { RefId = query.RefId }]);
            yield break;
        }

        for (var column = 0; column < series.Columns.Count; column++)
        {
            if (series.Columns[column] == "time")
            {
                continue;
            }

            var kind = KindOf(series.Rows, column);
            var rows = series.Rows.Where(row => Milliseconds(row[0]) is not null).ToList();
            var name = FrameName.Of(query, series.Name, series.Columns[column], series.Tags);
            yield return new(name, query.RefId,
            [
                new("Time", FieldKind.Time, [.. rows.Select(row => (object?)Milliseconds(row[0]))]) { RefId = query.RefId },
                new("Value", Shown(kind), [.. rows.Select(row => Value(row[column], kind))]) { Labels = series.Tags, DisplayName = name, RefId = query.RefId },
            ]);
        }
    }

    // A time that is a text is none: the row is left out.
    private static long? Milliseconds(JsonElement time) => time.ValueKind == JsonValueKind.Number ? (long)time.GetDouble() : null;

    // The type of the first value that is there is the type of them all.
    private static string KindOf(IReadOnlyList<IReadOnlyList<JsonElement>> rows, int column) => rows
        .Select(row => row[column].ValueKind)
        .Where(kind => kind != JsonValueKind.Null)
        .Select(kind => kind switch { JsonValueKind.Number => "number", JsonValueKind.String => "string", _ => "bool" })
        .FirstOrDefault(Nothing);

    private static object? Value(JsonElement value, string kind) => (kind, value.ValueKind) switch
    {
        ("number", JsonValueKind.Number) => value.GetDouble(),
        ("string", JsonValueKind.String) => value.GetString(),
        ("bool", JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        _ => null,
    };

    private static FieldKind Shown(string kind) => kind switch { "string" => FieldKind.Text, "bool" => FieldKind.Boolean, _ => FieldKind.Number };

    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "<nil>",
        JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };

    private sealed record Series(string Name, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<JsonElement>> Rows)
    {
        public static Series Of(JsonElement json, bool isReversed)
        {
            var tags = json.Member("tags") is { ValueKind: JsonValueKind.Object } all ? all.EnumerateObject().ToList() : [];
            if (isReversed)
            {
                tags.Reverse();
            }

            return new(
                json.Text("name"),
                tags.ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!),
                [.. json.Items("columns").Select(column => column.GetString()!)],
                [.. json.Items("values").Select(row => row.EnumerateArray().ToList())]);
        }
    }
}
