namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Makes one frame of several.</summary>
internal static class FrameJoin
{
    /// <summary>The transformation <c>merge</c>: rows that say the same in all columns every frame has become one.</summary>
    public static IReadOnlyList<Frame> Merge(IReadOnlyList<Frame> frames)
    {
        var filled = frames.Where(frame => frame.Rows > 0).ToList();
        if (filled.Count <= 1)
        {
            return filled.Count == 1 ? filled : [.. frames.Take(1)];
        }

        var columns = filled.SelectMany(frame => frame.Fields).DistinctBy(field => field.DisplayName).ToList();
        var shared = columns.Where(column => filled.All(frame => frame.Fields.Any(field => field.DisplayName == column.DisplayName))).Select(column => column.DisplayName).ToHashSet(StringComparer.Ordinal);
        var rows = new List<Dictionary<string, object?>>();
        foreach (var (number, frame) in filled.Index())
        {
            for (var row = 0; row < frame.Rows; row++)
            {
                var values = frame.Fields.ToDictionary(field => field.DisplayName, field => field.Values[row], StringComparer.Ordinal);
                if (number > 0 && rows.Find(earlier => IsMergeable(earlier, values, shared)) is { } same)
                {
                    foreach (var (name, value) in values)
                    {
                        same[name] = value;
                    }
                }
                else
                {
                    rows.Add(values);
                }
            }
        }

        return [new(filled[0].Name, filled[0].RefId, [.. columns.Select(column => column with { Values = [.. rows.Select(row => row.GetValueOrDefault(column.DisplayName))] })])];
    }

    /// <summary>The transformation <c>joinByField</c>.</summary>
    public static IReadOnlyList<Frame> ByField(IReadOnlyList<Frame> frames, string name, string mode)
    {
        var taking = frames.Where(frame => KeyOf(frame, name) is not null).ToList();
        if (taking.Count == 0)
        {
            return frames;
        }

        var keys = taking.Select(frame => KeyOf(frame, name)!.Values).ToList();
        if (mode != "outerTabular" && keys.Exists(values => values.Distinct().Count() != values.Count))
        {
            throw new BoardException($"Joined by '{name}', rows are lost: one of the queries has the same value twice.");
        }

        var all = keys.SelectMany(values => values).Distinct().ToList();
        if (mode == "inner")
        {
            all.RemoveAll(key => !keys.TrueForAll(values => values.Contains(key)));
        }

        if (KeyOf(taking[0], name)!.Kind is FieldKind.Time or FieldKind.Number)
        {
            all.Sort(Comparer<object?>.Default);
        }

        var fields = new List<FrameField> { KeyOf(taking[0], name)! with { Values = all } };
        foreach (var frame in taking)
        {
            var key = KeyOf(frame, name)!;
            var places = key.Values.Index().Where(one => one.Item is not null).ToDictionary(one => one.Item!, one => one.Index);
            fields.AddRange(frame.Fields.Where(field => field != key).Select(field => field with
            {
                Values = [.. all.Select(value => value is not null && places.TryGetValue(value, out var place) ? field.Values[place] : null)],
            }));
        }

        if (fields.GroupBy(field => (field.DisplayName, string.Join(',', field.Labels))).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new BoardException($"Joined by '{name}', there are {twice.Count()} columns '{twice.Key.DisplayName}'; Grafana gives them numbers. Give them names of their own.");
        }

        return [new("joined", taking[0].RefId, fields)];
    }

    // With no name the time is meant.
    private static FrameField? KeyOf(Frame frame, string name) => name.Length == 0 ? frame.Time : frame.Fields.FirstOrDefault(field => field.DisplayName == name || field.Name == name);

    private static bool IsMergeable(Dictionary<string, object?> earlier, Dictionary<string, object?> later, HashSet<string> shared) =>
        shared.All(name => Equals(earlier.GetValueOrDefault(name), later.GetValueOrDefault(name)))
        && later.All(pair => shared.Contains(pair.Key) || earlier.GetValueOrDefault(pair.Key) is null || Equals(earlier[pair.Key], pair.Value));
}
