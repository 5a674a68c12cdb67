using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Which series a request means, which group each belongs to, and what its points must still fulfil.</summary>
internal sealed class SeriesPlan
{
    private SeriesPlan(SeriesRows rows, int[] wanted, int[] groups, int[] conditions)
    {
        (Rows, Wanted, Groups, Conditions) = (rows, wanted, groups, conditions);
    }

    /// <summary>All series that were looked at.</summary>
    public SeriesRows Rows { get; }

    /// <summary>The series that are wanted, by their place among the rows.</summary>
    public IReadOnlyList<int> Wanted { get; }

    /// <summary>The group of each wanted series.</summary>
    public IReadOnlyList<int> Groups { get; }

    /// <summary>The condition of each wanted series, by its place in <see cref="Rests"/>.</summary>
    public IReadOnlyList<int> Conditions { get; }

    /// <summary>The groups' tags, in the order of their bytes.</summary>
    public IReadOnlyList<IReadOnlyList<string>> GroupTags { get; private init; } = [[]];

    /// <summary>What is left to be asked of points; null where nothing is.</summary>
    public IReadOnlyList<Expression?> Rests { get; private init; } = [null];

    /// <summary>Whether no point of the measurement is left out.</summary>
    public bool IsOfAll { get; private init; }

    /// <summary>The number of a wanted series.</summary>
    public int IdOf(int place) => Rows.Ids[Wanted[place]];

    /// <summary>Plans.</summary>
    /// <param name="request">The request.</param>
    /// <param name="measurement">What it is about.</param>
    /// <param name="rows">Series, with the values of all tags the request is about.</param>
    /// <param name="isComplete">Whether these are all series that the measurement has points of.</param>
    public static SeriesPlan Of(ScanRequest request, StoredMeasurement measurement, SeriesRows rows, bool isComplete)
    {
        var (wanted, conditions, rests) = Decide(request.Where, measurement, rows);
        var (groups, tags) = GroupsOf(request.GroupBy, rows, wanted);
        return new(rows, [.. wanted], groups, [.. conditions])
        {
            GroupTags = tags,
            Rests = rests,
            IsOfAll = isComplete && wanted.Count == rows.Ids.Length,
        };
    }

    private static (List<int> Wanted, List<int> Conditions, List<Expression?> Rests) Decide(Expression? where, StoredMeasurement measurement, SeriesRows rows)
    {
        if (where is null)
        {
            return ([.. Enumerable.Range(0, rows.Ids.Length)], [.. Enumerable.Repeat(0, rows.Ids.Length)], [null]);
        }

        var parts = new ConditionParts(where, measurement);
        var answers = parts.TagParts.Select(part => new TagAnswers(part, rows)).ToArray();
        var (wanted, conditions, rests) = (new List<int>(), new List<int>(), new List<Expression?>());
        var known = new Dictionary<ulong, int>();
        for (var row = 0; row < rows.Ids.Length; row++)
        {
            var fulfilled = 0UL;
            for (var i = 0; i < answers.Length; i++)
            {
                fulfilled |= answers[i].IsFulfilled(row) ? 1UL << i : 0;
            }

            if (!known.TryGetValue(fulfilled, out var condition))
            {
                var rest = parts.Rest(fulfilled);
                condition = rest is Expression.BooleanValue { Value: false } ? -1 : rests.Count;
                known.Add(fulfilled, condition);
                if (condition >= 0)
                {
                    rests.Add(rest);
                }
            }

            if (condition >= 0)
            {
                wanted.Add(row);
                conditions.Add(condition);
            }
        }

        return (wanted, conditions, rests);
    }

    private static (int[] Groups, IReadOnlyList<IReadOnlyList<string>> Tags) GroupsOf(IReadOnlyList<string> groupBy, SeriesRows rows, List<int> wanted)
    {
        if (groupBy.Count == 0)
        {
            return (new int[wanted.Count], [[]]);
        }

        var found = new Dictionary<string[], int>(TagValues.Equality);
        var groups = new int[wanted.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            string[] tags = [.. groupBy.Select(tag => rows.TagOf(wanted[i], tag) ?? "")];
            if (!found.TryGetValue(tags, out groups[i]))
            {
                found.Add(tags, groups[i] = found.Count);
            }
        }

        var sorted = found.Keys.Order(TagValues.Order).ToArray();
        var places = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            places[found[sorted[i]]] = i;
        }

        return ([.. groups.Select(group => places[group])], sorted);
    }
}
