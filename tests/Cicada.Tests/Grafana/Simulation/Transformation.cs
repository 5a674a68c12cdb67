using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>What a panel does to frames before it draws them.</summary>
internal static partial class Transformation
{
    /// <summary>Applies one step.</summary>
    /// <param name="step">The step, as it stands in the board.</param>
    /// <param name="frames">The frames so far.</param>
    /// <param name="interpolate">Puts variables into texts of the step.</param>
    /// <exception cref="BoardException">It is unknown here, or would make nonsense.</exception>
    public static IReadOnlyList<Frame> Apply(JsonElement step, IReadOnlyList<Frame> frames, Func<string, string> interpolate)
    {
        using var document = JsonDocument.Parse(interpolate(step.Member("options")?.GetRawText() ?? "{}"));
        var options = document.RootElement;
        return step.Text("id") switch
        {
            "organize" => [.. frames.Select(frame => Organized(frame, options))],
            "renameByRegex" => [.. frames.Select(frame => Renamed(frame, options))],
            "filterFieldsByName" => [.. frames.Select(frame => Filtered(frame, options))],
            "sortBy" => [.. frames.Select(frame => Sorted(frame, options))],
            "limit" => [.. frames.Select(frame => Rows(frame, Enumerable.Range(0, Math.Min(frame.Rows, options.Number("limitField") ?? 10))))],
            "filterByValue" => [.. frames.Select(frame => WithoutNulls(frame, options))],
            "convertFieldType" => [.. frames.Select(frame => Converted(frame, options))],
            "calculateField" => FieldCalculation.Apply(frames, options),
            "merge" => FrameJoin.Merge(frames),
            "joinByField" => FrameJoin.ByField(frames, options.Text("byField"), options.Text("mode", "outer")),
            "groupBy" => [.. frames.Select(frame => RowGroups.Grouped(frame, options))],
            "reduce" => RowGroups.Reduced(frames, options),
            var other => throw new BoardException($"The transformation '{other}' is not known to this simulator."),
        };
    }

    /// <summary>A frame with some of its rows, in the order given.</summary>
    public static Frame Rows(Frame frame, IEnumerable<int> rows)
    {
        var chosen = rows.ToArray();
        return frame with { Fields = [.. frame.Fields.Select(field => field with { Values = [.. chosen.Select(row => field.Values[row])] })] };
    }

    private static Frame Organized(Frame frame, JsonElement options)
    {
        var excluded = NamesOf(options, "excludeByName", json => json.ValueKind == JsonValueKind.True).ToHashSet(StringComparer.Ordinal);
        var order = NamesOf(options, "indexByName", _ => true).ToDictionary(name => name, name => options.GetProperty("indexByName").GetProperty(name).GetInt32(), StringComparer.Ordinal);
        var names = NamesOf(options, "renameByName", json => json.GetString() is { Length: > 0 }).ToDictionary(name => name, name => options.GetProperty("renameByName").GetProperty(name).GetString()!, StringComparer.Ordinal);
        return frame with
        {
            Fields =
            [
                .. frame.Fields
                    .Where(field => !excluded.Contains(field.DisplayName))
                    .OrderBy(field => order.GetValueOrDefault(field.DisplayName, int.MaxValue))
                    .Select(field => names.TryGetValue(field.DisplayName, out var name) ? field with { DisplayName = name } : field),
            ],
        };
    }

    private static IEnumerable<string> NamesOf(JsonElement options, string member, Func<JsonElement, bool> isWanted) =>
        options.Member(member) is { ValueKind: JsonValueKind.Object } names ? names.EnumerateObject().Where(one => isWanted(one.Value)).Select(one => one.Name) : [];

    private static Frame Renamed(Frame frame, JsonElement options)
    {
        var (pattern, by) = (PatternOf(options.Text("regex")), options.Text("renamePattern"));
        return frame with { Fields = [.. frame.Fields.Select(field => field.Kind == FieldKind.Time ? field : field with { DisplayName = pattern.Replace(field.DisplayName, by, 1) })] };
    }

    private static Frame Filtered(Frame frame, JsonElement options)
    {
        var (include, exclude) = (options.Member("include"), options.Member("exclude"));
        return frame with { Fields = [.. frame.Fields.Where(field => (include is null || IsNamed(field, include.Value)) && (exclude is null || !IsNamed(field, exclude.Value)))] };
    }

    private static bool IsNamed(FrameField field, JsonElement names) =>
        names.Items("names").Any(name => name.GetString() == field.DisplayName) || (names.Text("pattern") is { Length: > 0 } pattern && PatternOf(pattern).IsMatch(field.DisplayName));

    private static Frame Sorted(Frame frame, JsonElement options)
    {
        if (options.Items("sort") is not [var sort, ..] || frame.Fields.FirstOrDefault(field => field.DisplayName == sort.Text("field")) is not { } field)
        {
            return frame;
        }

        var rows = Enumerable.Range(0, frame.Rows);
        return Rows(frame, sort.Flag("desc") ? rows.OrderByDescending(row => field.Values[row], Comparer<object?>.Default) : rows.OrderBy(row => field.Values[row], Comparer<object?>.Default));
    }

    // Of the many conditions there are, the one boards need: rows are left out in which a column is empty.
    private static Frame WithoutNulls(Frame frame, JsonElement options)
    {
        var filters = options.Items("filters");
        if (options.Text("type") != "exclude" || filters.Any(filter => filter.Text("config.id") != "isNull"))
        {
            throw new BoardException($"This simulator only knows a 'filterByValue' that excludes what 'isNull': {options}");
        }

        var columns = filters.Select(filter => frame.Fields.FirstOrDefault(field => field.DisplayName == filter.Text("fieldName"))).OfType<FrameField>().ToList();
        return Rows(frame, Enumerable.Range(0, frame.Rows).Where(row => columns.TrueForAll(column => column.Values[row] is not null)));
    }

    // A text becomes a time where it is one, and else a gap.
    private static Frame Converted(Frame frame, JsonElement options)
    {
        var times = options.Items("conversions").Where(one => one.Text("destinationType") == "time").Select(one => one.Text("targetField")).ToHashSet(StringComparer.Ordinal);
        return frame with
        {
            Fields =
            [
                .. frame.Fields.Select(field => !times.Contains(field.DisplayName) ? field : field with
                {
                    Kind = FieldKind.Time,
                    Values = [.. field.Values.Select(value => DateTimeOffset.TryParse(value as string, CultureInfo.InvariantCulture, out var time) ? (object?)time.ToUnixTimeMilliseconds() : null)],
                }),
            ],
        };
    }

    private static Regex PatternOf(string text) => new(Literal().Match(text) is { Success: true } match ? match.Groups[1].Value : text);

    [GeneratedRegex("^/(.*)/[a-z]*$")]
    private static partial Regex Literal();
}
