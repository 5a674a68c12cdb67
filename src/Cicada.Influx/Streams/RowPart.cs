using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>What a name of an outer query is in the rows of an inner one: a column, a tag the inner one is grouped by, or nothing.</summary>
/// <param name="Column">The column's place, or less than 0.</param>
/// <param name="Kind">The kind a column's values are converted to.</param>
/// <param name="Tag">The tag's key, or null.</param>
internal sealed record RowPart(int Column, QueryValueKind Kind, string? Tag)
{
    public static RowPart None { get; } = new(-1, QueryValueKind.Null, null);

    /// <summary>What a name is.</summary>
    public static RowPart Of(PreparedSelect inner, RowStream rows, Expression.Reference name) =>
        ColumnOf(rows, name.Name) is >= 0 and var column ? new RowPart(column, name.Cast.Kind, null)
        : inner.GroupBy.Contains(name.Name) ? new RowPart(-1, QueryValueKind.String, name.Name)
        : None;

    /// <summary>What a name in the outer query's condition is.</summary>
    public static RowPart OfCondition(RowStream rows, Expression.Reference name) =>
        ColumnOf(rows, name.Name) is >= 0 and var column ? new RowPart(column, name.Cast.Kind, null) : new RowPart(-1, QueryValueKind.String, name.Name);

    /// <summary>The value in a row.</summary>
    public QueryValue Of(QueryValue[] row, StreamSeries series) =>
        Column >= 0 ? Converted(row[Column]) : Tag is not null ? QueryValue.OfString(series[Tag]) : QueryValue.Null;

    /// <summary>The value as one of the part's kind; null where it has none.</summary>
    public QueryValue StrictlyOf(QueryValue[] row, StreamSeries series) => Of(row, series) is var value && value.Kind == Kind ? value : QueryValue.Null;

    // Numbers become numbers of another kind; anything else stays what it is.
    private QueryValue Converted(in QueryValue value) => (Kind, value.Kind) switch
    {
        (QueryValueKind.Float, QueryValueKind.Integer) => QueryValue.OfFloat(value.AsInteger()),
        (QueryValueKind.Float, QueryValueKind.Unsigned) => QueryValue.OfFloat(value.AsUnsigned()),
        (QueryValueKind.Integer, QueryValueKind.Float) when !double.IsNaN(value.AsFloat()) => QueryValue.OfInteger((long)value.AsFloat()),
        (QueryValueKind.Integer, QueryValueKind.Unsigned) => QueryValue.OfInteger(unchecked((long)value.AsUnsigned())),
        (QueryValueKind.Unsigned, QueryValueKind.Float) when !double.IsNaN(value.AsFloat()) => QueryValue.OfUnsigned((ulong)value.AsFloat()),
        (QueryValueKind.Unsigned, QueryValueKind.Integer) => QueryValue.OfUnsigned(unchecked((ulong)value.AsInteger())),
        _ => value,
    };

    private static int ColumnOf(RowStream rows, string name)
    {
        for (var i = 0; i < rows.Columns.Count; i++)
        {
            if (rows.Columns[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
