using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>Turns a query into the rows of its answer.</summary>
internal sealed class SelectRows
{
    private readonly SelectScope _scope;
    private readonly Dictionary<string, int> _places = [];
    private readonly List<(Expression.Call Call, int Place)> _calls = [];
    private readonly List<(Expression.Reference Name, int Place)> _names = [];

    private SelectRows(SelectScope scope) => _scope = scope;

    /// <summary>Opens a query.</summary>
    /// <param name="select">The query.</param>
    /// <param name="scope">Its scope.</param>
    public static RowStream Open(PreparedSelect select, SelectScope scope) => new SelectRows(scope).Open(select);

    private JoinedRows Open(PreparedSelect select)
    {
        Expression[] fields = [.. select.Fields.SelectMany(field => ColumnNames.Behind(field.Value, select.HasTarget).Prepend(field.Value))];
        var columns = Array.ConvertAll(fields, field => ExpressionValue.Compile(field, PlaceOf));
        var direct = Array.ConvertAll(fields, field => _places.GetValueOrDefault(KeyOf(field), -1));
        _names.Sort(static (left, right) => string.CompareOrdinal(left.Name.Name, right.Name.Name));
        var scope = _scope with { Others = [.. _names.Select(name => name.Name)] };
        IReadOnlyList<string> names = [.. select.Columns.Skip(select.OmitsTime ? 0 : 1)];
        return new JoinedRows(scope, names, _calls.Count == 0 ? Raw(scope) : Called(scope, select.HasTarget), columns, direct, _places.Count);
    }

    private List<JoinedInput> Raw(SelectScope scope)
    {
        if (_names.TrueForAll(name => name.Name.Cast == ReferenceCast.None))
        {
            return [];
        }

        return [new JoinedInput(StreamBuilder.Raw(scope)) { OtherPlaces = OtherPlaces(), OtherKinds = OtherKinds() }];
    }

    private List<JoinedInput> Called(SelectScope scope, bool hasTarget)
    {
        var isSelector = _calls is [var (only, _)] && CallKinds.IsSelector(only.Name);
        var isOneSeries = !hasTarget && scope is { GroupBy.Count: 0, Sources: [PreparedSource.Measurement] };
        var builder = new StreamBuilder(isSelector, hasTarget);
        var inputs = new List<JoinedInput>();
        foreach (var (call, place) in _calls)
        {
            var kind = CallKinds.Of(call);
            if (kind != QueryValueKind.Null)
            {
                inputs.Add(new JoinedInput(LimitedStream.Of(builder.Build(call, scope), scope.Rows, isOneSeries))
                {
                    Place = place,
                    Kind = kind,
                    OtherPlaces = OtherPlaces(),
                    OtherKinds = OtherKinds(),
                });
            }
        }

        return inputs;
    }

    private int[] OtherPlaces() => [.. _names.Select(name => name.Place)];

    private QueryValueKind[] OtherKinds() => [.. _names.Select(name => name.Name.Cast.Kind)];

    private int PlaceOf(Expression name)
    {
        var key = KeyOf(name);
        if (_places.TryGetValue(key, out var place))
        {
            return place;
        }

        place = _places.Count;
        _places.Add(key, place);
        switch (name)
        {
            case Expression.Call call:
                _calls.Add((call, place));
                break;
            case Expression.Reference reference:
                _names.Add((reference, place));
                break;
        }

        return place;
    }

    private static string KeyOf(Expression name) => name.ToString();
}
