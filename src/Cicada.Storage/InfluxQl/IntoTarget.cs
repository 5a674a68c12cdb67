using System.Globalization;
using Cicada.Influx;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Writes the rows of an answer as points: what it is grouped by becomes tags, all else fields. Rows without a value are left out.</summary>
internal sealed class IntoTarget(Store store, QuerySource.Measurement into)
{
    private const int MostWaiting = 10_000;

    private readonly List<Point> _waiting = [];
    private long _rows;

    public void Write(ResultRows rows)
    {
        var name = into.Name.Length > 0 ? into.Name : rows.Name ?? "";
        List<PointTag> tags = [.. (rows.Tags ?? []).Where(tag => tag.Value.Length > 0)];
        foreach (var row in rows.Rows ?? [])
        {
            _rows++;
            List<PointField> fields = [];
            for (var i = 1; i < row.Length; i++)
            {
                if (FieldOf(row[i]) is { } value)
                {
                    fields.Add(new(rows.Columns[i], value));
                }
            }

            if (fields.Count == 0 || name.Length == 0)
            {
                continue;
            }

            _waiting.Add(new Point(name, tags, fields, row[0].AsTime()));
            if (_waiting.Count == MostWaiting)
            {
                Flush();
            }
        }
    }

    /// <summary>Writes what still waits, and says how many rows there were.</summary>
    public ResultRows Complete()
    {
        Flush();
        return new ResultRows { Name = "result", Columns = ["time", "written"], Rows = [[QueryValue.OfTime(0), QueryValue.OfInteger(_rows)]] };
    }

    private void Flush()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        store.RequirePolicy(into.Database, into.RetentionPolicy);
        var result = store.Write(into.Database, into.RetentionPolicy, _waiting);
        _waiting.Clear();
        if (result.Rejected is [var first, ..])
        {
            throw new QueryFailedException(string.Create(CultureInfo.InvariantCulture, $"partial write: {first.InfluxMessage} dropped={result.Rejected.Count}"));
        }
    }

    private static FieldValue? FieldOf(QueryValue value) => value.Kind switch
    {
        QueryValueKind.Float when double.IsFinite(value.AsFloat()) => FieldValue.Float(value.AsFloat()),
        QueryValueKind.Integer => FieldValue.Integer(value.AsInteger()),
        QueryValueKind.Unsigned when value.AsUnsigned() <= long.MaxValue => FieldValue.Integer((long)value.AsUnsigned()),
        QueryValueKind.Unsigned => FieldValue.Float(value.AsUnsigned()),
        QueryValueKind.Boolean => FieldValue.Boolean(value.AsBoolean()),
        QueryValueKind.String => FieldValue.String(value.AsString()),
        QueryValueKind.Time => FieldValue.Integer(value.AsTime()),
        _ => (FieldValue?)null,
    };
}
