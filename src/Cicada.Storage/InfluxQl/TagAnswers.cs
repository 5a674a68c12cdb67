using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Which series fulfil a condition on their tags. Each set of values is decided once.</summary>
internal sealed class TagAnswers
{
    private readonly Expression _condition;
    private readonly string[] _names;
    private readonly string?[]?[] _columns;
    private readonly Dictionary<string[], bool> _known = new(TagValues.Equality);
    private readonly string[] _values;

    public TagAnswers(Expression condition, SeriesRows rows)
    {
        _condition = condition;
        _names = [.. condition.Walk().OfType<Expression.Reference>().Select(name => name.Name).Distinct(StringComparer.Ordinal)];
        _columns = [.. _names.Select(name => rows.Tags.GetValueOrDefault(name))];
        _values = new string[_names.Length];
    }

    public bool IsFulfilled(int row)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            // A tag a series does not have is empty.
            _values[i] = _columns[i]?[row] ?? "";
        }

        if (!_known.TryGetValue(_values, out var isFulfilled))
        {
            isFulfilled = ExpressionValue.Of(_condition, ValueOf) is { Kind: QueryValueKind.Boolean } value && value.AsBoolean();
            _known.Add([.. _values], isFulfilled);
        }

        return isFulfilled;
    }

    private QueryValue ValueOf(Expression expression) =>
        expression is Expression.Reference name ? QueryValue.OfString(_values[Array.IndexOf(_names, name.Name)]) : QueryValue.Null;
}
