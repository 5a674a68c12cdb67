using System.Globalization;

namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Finds in a panel what would make it empty, wrong or unreadable in Grafana, whatever it is about.</summary>
internal static class PanelDefects
{
    // Where an interval is rounded down, from just below 3.5 s to 2 s at the worst; buckets at the edges come on top.
    private const double Excess = 1.75;
    private const int EdgeBuckets = 2;

    private static readonly HashSet<string> Macros = new(StringComparer.Ordinal) { "timeFilter", "__interval", "__interval_ms", "interval", "__from", "__to" };

    /// <summary>The defects, a sentence each.</summary>
    /// <param name="view">The panel.</param>
    /// <param name="window">The width of the window it is seen in.</param>
    public static IEnumerable<string> Of(PanelView view, int window)
    {
        foreach (var answer in view.Answers.Where(answer => answer.Error is not null))
        {
            yield return $"query {answer.RefId}: {answer.Error}: {answer.Sent}";
        }

        foreach (var target in view.Panel.Targets)
        {
            foreach (var name in Interpolation.NamesIn(target.Query).Where(name => !view.Variables.ContainsKey(name) && !Macros.Contains(name)).Distinct())
            {
                yield return $"query {target.RefId}: there is no variable '{name}': {target.Query}";
            }
        }

        if (view.Problem is { } problem)
        {
            yield return problem;
        }
        else if (view.IsEmpty)
        {
            yield return $"nothing to be seen: {string.Join(" ;; ", view.Answers.Select(answer => answer.Sent))}";
        }
        else
        {
            foreach (var defect in OfKind(view, window))
            {
                yield return defect;
            }
        }
    }

    private static IEnumerable<string> OfKind(PanelView view, int window) => view.Panel.Type switch
    {
        "timeseries" => OfSeries(view, window).Concat(OfNames(view)),
        "state-timeline" or "status-history" => OfTimes(view),
        "table" => OfTable(view),
        "heatmap" => OfHeatmap(view),
        "barchart" or "piechart" or "bargauge" => OfBars(view),
        "stat" or "gauge" => OfStat(view),
        "xychart" => OfPairs(view),
        "trend" => OfTrend(view),
        var other => [$"the simulator does not know what a panel '{other}' needs"],
    };

    private static IEnumerable<string> OfSeries(PanelView view, int window)
    {
        var limit = (view.Panel.MaxDataPoints(window) * Excess) + EdgeBuckets;
        foreach (var frame in view.Frames.Where(frame => frame.Rows > 0))
        {
            if (frame.Time is null)
            {
                yield return $"'{frame.Name}' has no time";
            }

            if (frame.Fields.All(field => field.Kind != FieldKind.Number))
            {
                yield return $"'{frame.Name}' has no numbers";
            }

            if (frame.Rows > limit)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"'{frame.Name}' has {frame.Rows} points where {view.Panel.MaxDataPoints(window)} have room");
            }
        }
    }

    // A legend that says the same of two lines, or what nobody reads.
    private static IEnumerable<string> OfNames(PanelView view)
    {
        var names = view.Frames.SelectMany(frame => frame.Fields).Where(field => field.Kind == FieldKind.Number && field.Numbers.Any()).Select(field => field.DisplayName).ToList();
        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"{twice.Count()} series are called '{twice.Key}'";
        }

        foreach (var name in names.Where(name => name.Contains("$tag_", StringComparison.Ordinal) || name.Contains(" { ", StringComparison.Ordinal)))
        {
            yield return $"a series is called '{name}'";
        }
    }

    private static IEnumerable<string> OfTimes(PanelView view) =>
        view.Frames.Where(frame => frame.Rows > 0 && frame.Time is null).Select(frame => $"'{frame.Name}' has no time");

    private static IEnumerable<string> OfTable(PanelView view)
    {
        if (view.Frames.Count != 1)
        {
            yield return $"a table shows the first of {view.Frames.Count} frames";
        }

        foreach (var twice in view.Frames[0].Fields.GroupBy(field => field.DisplayName, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"{twice.Count()} columns are called '{twice.Key}'";
        }

        foreach (var empty in view.Frames[0].Fields.Where(field => field.IsEmpty))
        {
            yield return $"nothing is in column '{empty.DisplayName}'";
        }
    }

    // Rows from below in the order they are given, each named by its upper bound.
    private static IEnumerable<string> OfHeatmap(PanelView view)
    {
        if (view.Panel.Options?.Flag("calculate") ?? true)
        {
            yield return "it makes buckets of what it is given, which are buckets already";
        }

        var bounds = view.Frames.SelectMany(frame => frame.Fields).Where(field => field.Kind == FieldKind.Number && !field.IsEmpty).Select(field => Bound(field.DisplayName)).ToList();
        if (bounds.Exists(bound => bound is null) || !bounds.SequenceEqual(bounds.Order()))
        {
            yield return $"its rows are {string.Join(", ", view.Frames.SelectMany(frame => frame.Fields).Where(field => field.Kind == FieldKind.Number).Select(field => field.DisplayName))}; expected upper bounds that rise";
        }
    }

    private static double? Bound(string name)
    {
        var word = name.Split(' ')[^1].TrimStart('≤');
        return word is "inf" or "∞" or "+Inf" || name.StartsWith('>') ? double.PositiveInfinity : double.TryParse(word, CultureInfo.InvariantCulture, out var bound) ? bound : null;
    }

    private static IEnumerable<string> OfBars(PanelView view)
    {
        if (view.Panel.Type == "barchart" && view.Frames.Count != 1)
        {
            yield return $"a bar chart shows the first of {view.Frames.Count} frames";
        }

        if (view.Panel.Type == "barchart" && view.Frames[0].Fields.All(field => field.Kind is not (FieldKind.Text or FieldKind.Time)))
        {
            yield return "no column says what a bar stands for";
        }

        if (view.Frames.SelectMany(frame => frame.Fields).All(field => field.Kind != FieldKind.Number))
        {
            yield return "no column says how long a bar is";
        }
    }

    private static IEnumerable<string> OfStat(PanelView view)
    {
        var isText = view.Panel.Options?.Text("reduceOptions.fields") is { Length: > 0 };
        if (!isText && view.Frames.SelectMany(frame => frame.Fields).All(field => field.Kind != FieldKind.Number || field.IsEmpty))
        {
            yield return "there is no number to show; a text needs 'reduceOptions.fields'";
        }
    }

    // One frame, in which one column of rising numbers takes the place of the time.
    private static IEnumerable<string> OfTrend(PanelView view)
    {
        var name = view.Panel.Options?.Text("xField") ?? "";
        if (view.Frames.Count != 1 || view.Frames[0].Fields.FirstOrDefault(field => field.DisplayName == name || field.Name == name) is not { Kind: FieldKind.Number } along)
        {
            yield return $"a trend needs one frame with the column '{name}' of numbers; there are {string.Join(" | ", view.Frames.Select(frame => string.Join(", ", frame.Fields.Select(field => field.DisplayName))))}";
            yield break;
        }

        var numbers = along.Numbers.ToList();
        if (numbers.Count != along.Values.Count || numbers.Zip(numbers.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            // Equal numbers are too many already: "Values must be in ascending order".
            yield return $"the column '{name}' of a trend does not rise all the way: {string.Join(' ', along.Values.Select(value => value ?? "null"))}";
        }

        foreach (var other in view.Frames[0].Fields.Where(field => field != along && field.IsEmpty))
        {
            yield return $"nothing is in column '{other.DisplayName}'";
        }
    }

    private static IEnumerable<string> OfPairs(PanelView view)
    {
        if (!view.Frames.Any(frame => frame.Fields.Count(field => field.Kind == FieldKind.Number) >= 2))
        {
            yield return "no frame has two columns of numbers to draw against each other";
        }
    }
}
