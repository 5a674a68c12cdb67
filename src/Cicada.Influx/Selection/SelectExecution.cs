using Cicada.Influx.Streams;

namespace Cicada.Influx.Selection;

/// <summary>Answers prepared SELECTs.</summary>
internal static class SelectExecution
{
    /// <summary>The answer's rows, series by series; computed as they are read.</summary>
    /// <exception cref="QueryFailedException">It takes more than the limits allow.</exception>
    public static IEnumerable<ResultRows> Run(PreparedSelect select, IPointSource points, SelectOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var run = new SelectRun(points, options, cancellation);
        using var rows = SelectRows.Open(select, SelectScope.Of(select, run));
        var chunk = new List<QueryValue[]>();
        StreamSeries? series = null;
        IReadOnlyList<PointTag>? tags = null;
        var hasRow = rows.Read();
        while (hasRow || series is not null)
        {
            if (!hasRow)
            {
                // What looks like an end need not be one; two in a row are.
                hasRow = rows.Read();
                yield return Result(isPartial: false, isMoreToCome: hasRow);
                (series, chunk) = (null, []);
                continue;
            }

            run.CountRow();
            var isSame = series is not null && series.IsSame(rows.Series);
            if (series is not null && (!isSame || (options.ChunkRows > 0 && chunk.Count >= options.ChunkRows)))
            {
                yield return Result(isPartial: isSame, isMoreToCome: true);
                chunk = [];
            }

            if (!isSame)
            {
                series = rows.Series;
                tags = series.Keys.Count == 0 ? null : [.. series.Keys.Select((key, place) => new PointTag(key, series.Values[place]))];
            }

            chunk.Add(RowOf(rows, select));
            hasRow = rows.Read();
        }

        ResultRows Result(bool isPartial, bool isMoreToCome) =>
            new() { Name = series!.Name, Tags = tags, Columns = select.Columns, Rows = chunk, IsPartial = isPartial, IsMoreToCome = isMoreToCome };
    }

    private static QueryValue[] RowOf(RowStream rows, PreparedSelect select)
    {
        var row = new QueryValue[select.Columns.Count];
        var first = 0;
        if (!select.OmitsTime)
        {
            row[first++] = QueryValue.OfTime(rows.Time);
        }

        rows.CopyTo(row.AsSpan(first));
        foreach (ref var value in row.AsSpan(first))
        {
            if (value.Kind == QueryValueKind.Float && double.IsNaN(value.AsFloat()))
            {
                value = QueryValue.Null;
            }
        }

        return row;
    }
}
