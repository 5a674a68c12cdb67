namespace Cicada.Tests.Grafana.Simulation;

/// <summary>Finds what two servers say differently on the same board.</summary>
internal static class FrameDifference
{
    // What two servers add up in another order.
    private const double Tolerance = 1e-9;

    /// <summary>The differences, a sentence each. In which order series come is no difference, nor is the last digit of a sum.</summary>
    public static IEnumerable<string> Between(BoardView expected, BoardView actual)
    {
        foreach (var (name, value) in expected.Variables)
        {
            var (left, right) = (string.Join(" + ", value.Options), string.Join(" + ", actual.Variables[name].Options));
            if (left != right)
            {
                yield return $"{expected.Board}: the variable '{name}' is '{left}' / '{right}'";
            }
        }

        foreach (var (left, right) in expected.Panels.Zip(actual.Panels))
        {
            foreach (var difference in left.Answers.Zip(right.Answers).Select(pair => Between(pair.First, pair.Second)).OfType<string>())
            {
                yield return $"{expected.Board}: '{left.Title}', {difference}";
            }
        }

        foreach (var (left, right) in expected.Annotations.Zip(actual.Annotations))
        {
            if (Between(left.Answer, right.Answer) is { } difference)
            {
                yield return $"{expected.Board}: the annotation {difference}";
            }
        }
    }

    private static string? Between(QueryAnswer expected, QueryAnswer actual)
    {
        var what = expected.Error != actual.Error ? $"{expected.Error ?? "no error"} / {actual.Error ?? "no error"}"
            : expected.Frames.Count != actual.Frames.Count ? $"{expected.Frames.Count} / {actual.Frames.Count} frames"
            : Ordered(expected).Zip(Ordered(actual)).Select(pair => Between(pair.First, pair.Second)).FirstOrDefault(difference => difference is not null);
        return what is null ? null : $"query {expected.RefId}: {what}\n  {expected.Sent}";
    }

    private static IOrderedEnumerable<Frame> Ordered(QueryAnswer answer) => answer.Frames.OrderBy(frame => frame.Identity, StringComparer.Ordinal);

    private static string? Between(Frame expected, Frame actual)
    {
        if (expected.Identity != actual.Identity)
        {
            return $"{expected.Identity} / {actual.Identity}";
        }

        foreach (var (left, right) in expected.Fields.Zip(actual.Fields))
        {
            if (left.Values.Count != right.Values.Count)
            {
                return $"{left.Values.Count} / {right.Values.Count} values of {expected.Identity}";
            }

            foreach (var (row, (one, other)) in left.Values.Zip(right.Values).Index())
            {
                if (!AreEqual(one, other))
                {
                    return FormattableString.Invariant($"row {row} of {left.DisplayName}: '{one ?? "null"}' / '{other ?? "null"}' in {expected.Identity}");
                }
            }
        }

        return null;
    }

    private static bool AreEqual(object? expected, object? actual) =>
        (expected, actual) is (double left, double right) ? Math.Abs(left - right) <= Tolerance * Math.Max(Math.Abs(left), Math.Abs(right)) : Equals(expected, actual);
}
