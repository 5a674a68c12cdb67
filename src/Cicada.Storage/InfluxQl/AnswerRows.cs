using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Makes the rows of an answer.</summary>
internal static class AnswerRows
{
    /// <summary>An answer without rows.</summary>
    public static IReadOnlyList<ResultRows> None => [];

    /// <summary>An answer that holds one series, which is named even where it has no rows.</summary>
    public static IReadOnlyList<ResultRows> One(string? name, IReadOnlyList<string> columns, IReadOnlyList<QueryValue[]> rows) =>
        [new ResultRows { Name = name, Columns = columns, Rows = rows.Count == 0 ? null : rows }];

    /// <summary>A column of texts.</summary>
    public static IReadOnlyList<QueryValue[]> Texts(IEnumerable<string> texts) => [.. texts.Select(text => new[] { QueryValue.OfString(text) })];

    /// <summary>Those of some rows that a statement wants.</summary>
    public static IReadOnlyList<T> Within<T>(this IReadOnlyList<T> rows, Influx.Queries.RowRange range)
    {
        if (range is { Limit: 0, Offset: 0 })
        {
            return rows;
        }

        var first = (int)Math.Min(range.Offset, rows.Count);
        var count = rows.Count - first;
        return [.. rows.Skip(first).Take(range.Limit > 0 ? (int)Math.Min(range.Limit, count) : count)];
    }

    /// <summary>Carries out a statement that answers nothing, when its answer is read.</summary>
    public static IEnumerable<ResultRows> After(Action act)
    {
        act();
        yield break;
    }

    /// <summary>An answer that is found out when it is read.</summary>
    public static IEnumerable<ResultRows> When(Func<IEnumerable<ResultRows>> answer)
    {
        foreach (var rows in answer())
        {
            yield return rows;
        }
    }

    /// <summary>Says of each series but the last that another follows.</summary>
    public static IReadOnlyList<ResultRows> WithMoreToCome(IReadOnlyList<ResultRows> series) =>
        [.. series.Select((one, i) => one with { IsMoreToCome = i < series.Count - 1 })];

    /// <summary>One long series, some rows at a time.</summary>
    public static IEnumerable<ResultRows> Chunks(IReadOnlyList<string> columns, IReadOnlyList<QueryValue[]> rows, int chunkRows)
    {
        for (var i = 0; i < rows.Count; i += chunkRows)
        {
            var hasMore = i + chunkRows < rows.Count;
            yield return new ResultRows { Columns = columns, Rows = [.. rows.Skip(i).Take(chunkRows)], IsPartial = hasMore, IsMoreToCome = hasMore };
        }
    }
}
