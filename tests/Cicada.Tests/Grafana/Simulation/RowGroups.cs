using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Makes one row of many.</summary>
internal static class RowGroups
{
    /// <summary>The transformation <c>groupBy</c>.</summary>
    public static Frame Grouped(Frame frame, JsonElement options)
    {
        var steps = options.Member("fields") is { ValueKind: JsonValueKind.Object } fields
            ? fields.EnumerateObject().ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)
            : [];
        var keys = frame.Fields.Where(field => Operation(steps, field) == "groupby").ToList();
        if (keys.Count == 0)
        {
            return frame;
        }

        var groups = Enumerable.Range(0, frame.Rows).GroupBy(row => string.Join('\u0001', keys.Select(key => key.Values[row]))).Select(group => group.ToArray()).ToList();
        var made = keys.Select(key => key with { Values = [.. groups.Select(rows => key.Values[rows[0]])] }).ToList();
        foreach (var field in frame.Fields.Where(field => Operation(steps, field) == "aggregate"))
        {
            made.AddRange(steps[field.DisplayName].Items("aggregations").Select(reducer => reducer.GetString()!).Select(reducer => field with
            {
                DisplayName = $"{field.DisplayName} ({(reducer is "lastNotNull" ? "lastNotNull" : reducer)})",
                Values = [.. groups.Select(rows => Aggregated(reducer, [.. rows.Select(row => field.Values[row])]))],
            }));
        }

        return frame with { Fields = made };
    }

    /// <summary>The transformation <c>reduce</c>: a row for each series.</summary>
    public static IReadOnlyList<Frame> Reduced(IReadOnlyList<Frame> frames, JsonElement options)
    {
        if (options.Text("mode", "seriesToRows") != "seriesToRows")
        {
            throw new BoardException($"The mode '{options.Text("mode")}' of 'reduce' is not known to this simulator.");
        }

        var series = frames.SelectMany(frame => frame.Fields).Where(field => field.Kind != FieldKind.Time).ToList();
        if (series.Count == 0)
        {
            return [];
        }

        var made = new List<FrameField> { new("Field", FieldKind.Text, [.. series.Select(field => (object?)field.DisplayName)]) };
        if (options.Flag("labelsToFields"))
        {
            made.AddRange(series.SelectMany(field => field.Labels.Keys).Distinct(StringComparer.Ordinal).Select(label => new FrameField(label, FieldKind.Text, [.. series.Select(field => (object?)field.Labels.GetValueOrDefault(label))])));
        }

        made.AddRange(options.Items("reducers").Select(reducer => reducer.GetString()!).Select(reducer => new FrameField(
            Reducer.Title(reducer), FieldKind.Number, [.. series.Select(field => (object?)Reducer.Of(reducer, field.Values))])));
        return [new("", frames[0].RefId, made)];
    }

    private static string Operation(Dictionary<string, JsonElement> steps, FrameField field) => steps.TryGetValue(field.DisplayName, out var step) ? step.Text("operation") : "";

    private static object? Aggregated(string reducer, IReadOnlyList<object?> values) =>
        values.Any(value => value is string) && reducer is "lastNotNull" or "last" or "first" or "firstNotNull"
            ? reducer.StartsWith("last", StringComparison.Ordinal) ? values.LastOrDefault(value => value is not null) : values.FirstOrDefault(value => value is not null)
            : Reducer.Of(reducer, values);
}
