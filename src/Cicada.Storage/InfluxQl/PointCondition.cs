using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The condition of a request, decided for one row after the other.</summary>
internal sealed class PointCondition
{
    private readonly RowCondition _condition;
    private readonly PointColumns _columns;
    private readonly PointColumn[] _places;
    private readonly QueryValue[] _values;

    public PointCondition(Expression condition, StoredMeasurement measurement, PointColumns columns)
    {
        var names = condition.Walk().OfType<Expression.Reference>().Distinct().ToList();
        _condition = ExpressionValue.CompileCondition(condition, name => name is Expression.Reference reference ? names.IndexOf(reference) : -1);
        _columns = columns;
        _places = [.. names.Select(name => columns.Find(ColumnOf(name, measurement)))];
        _values = new QueryValue[names.Count];
    }

    public bool IsFulfilled(PointChunk chunk, int row)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = _columns.ValueOf(chunk, row, in _places[i]);
        }

        return _condition(_values);
    }

    private static ScanColumn ColumnOf(Expression.Reference name, StoredMeasurement measurement) =>
        new(name.Name, ConditionParts.IsTag(name, measurement), FieldConditionSql.KindOf(name.Cast) ?? QueryValueKind.Null);
}
