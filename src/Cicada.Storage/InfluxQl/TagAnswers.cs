using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Which series fulfil a condition on their tags. Each set of values is decided once.</summary>
internal sealed class TagAnswers
{
    private readonly RowCondition _condition;
    private readonly string?[]?[] _columns;
    private readonly Dictionary<string?[], bool> _known = new(TagValues.Equality);
    private readonly string?[] _texts;
    private readonly QueryValue[] _values;

    public TagAnswers(Expression condition, SeriesRows rows)
    {
        var names = condition.Walk().OfType<Expression.Reference>().Select(name => name.Name).Distinct(StringComparer.Ordinal).ToArray();
        _condition = ExpressionValue.CompileCondition(condition, name => name is Expression.Reference tag ? Array.IndexOf(names, tag.Name) : -1);
        _columns = [.. names.Select(name => rows.Tags.GetValueOrDefault(name))];
        _texts = new string?[names.Length];
        _values = new QueryValue[names.Length];
    }

    public bool IsFulfilled(int row)
    {
        for (var i = 0; i < _texts.Length; i++)
        {
            _texts[i] = _columns[i]?[row];
        }

        if (!_known.TryGetValue(_texts, out var isFulfilled))
        {
            for (var i = 0; i < _texts.Length; i++)
            {
                _values[i] = _texts[i] is { } text ? QueryValue.OfString(text) : QueryValue.Null;
            }

            isFulfilled = _condition(_values);
            _known.Add([.. _texts], isFulfilled);
        }

        return isFulfilled;
    }
}
