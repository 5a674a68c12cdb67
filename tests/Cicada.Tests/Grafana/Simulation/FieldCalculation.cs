using System.Globalization;
using System.Text.Json;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>The transformation <c>calculateField</c>.</summary>
internal static class FieldCalculation
{
    public static IReadOnlyList<Frame> Apply(IReadOnlyList<Frame> frames, JsonElement options)
    {
        // Series one by one are joined by their time first.
        var taken = frames.Count > 1 && frames.All(frame => frame.Time is not null) ? FrameJoin.ByField(frames, "", "outer") : frames;
        return [.. taken.Select(frame => Applied(frame, options))];
    }

    private static Frame Applied(Frame frame, JsonElement options)
    {
        var made = options.Text("mode", "reduceRow") switch
        {
            "binary" => Binary(frame, options.GetProperty("binary")),
            "reduceRow" => Row(frame, options.GetProperty("reduce")),
            var mode => throw new BoardException($"The calculation '{mode}' is not known to this simulator."),
        };
        if (made is null)
        {
            return frame;
        }

        var field = options.Text("alias") is { Length: > 0 } alias ? made with { Name = alias, DisplayName = alias } : made;
        return frame with { Fields = options.Flag("replaceFields") ? [.. frame.Fields.Where(one => one.Kind == FieldKind.Time), field] : [.. frame.Fields, field] };
    }

    // Where an operand is missing there is no field.
    private static FrameField? Binary(Frame frame, JsonElement binary)
    {
        var (left, right, sign) = (Operand(frame, binary.Member("left")), Operand(frame, binary.Member("right")), binary.Text("operator", "+"));
        return left is null || right is null
            ? null
            : new FrameField($"{binary.Text("left")} {sign} {binary.Text("right")}", FieldKind.Number, [.. Enumerable.Range(0, frame.Rows).Select(row => (object?)Calculated(left(row), right(row), sign))]);
    }

    private static Func<int, double?>? Operand(Frame frame, JsonElement? operand)
    {
        var name = operand is { ValueKind: JsonValueKind.Object } json ? json.Text("matcher.options") is { Length: > 0 } matched ? matched : json.Member("matcher")?.Text("options") ?? json.Text("fixed") : operand is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
        return frame.Fields.FirstOrDefault(field => field.DisplayName == name) is { } found ? row => found.Values[row] as double?
            : double.TryParse(name, CultureInfo.InvariantCulture, out var number) ? _ => number
            : null;
    }

    private static double? Calculated(double? left, double? right, string sign) => (left, right) is not ({ } a, { } b) ? null : sign switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        _ => throw new BoardException($"The operator is '{sign}'; expected + - * or /."),
    };

    private static FrameField Row(Frame frame, JsonElement reduce)
    {
        var names = reduce.Items("include").Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal);
        var fields = frame.Fields.Where(field => field.Kind == FieldKind.Number && (names.Count == 0 || names.Contains(field.DisplayName))).ToList();
        var reducer = reduce.Text("reducer");
        return new(Reducer.Title(reducer), FieldKind.Number, [.. Enumerable.Range(0, frame.Rows).Select(row => (object?)Reducer.Of(reducer, [.. fields.Select(field => field.Values[row])]))]);
    }
}
