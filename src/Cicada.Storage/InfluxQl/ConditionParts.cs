using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// A condition, taken apart: what only asks for tags is the same for all points of a series, so it is decided once for each series, and the rest of the
/// condition is what is left for its points.
/// </summary>
internal sealed class ConditionParts
{
    // One bit each; what is beyond is left for the points.
    private const int MostTagParts = 60;

    private readonly Expression _condition;
    private readonly StoredMeasurement _measurement;
    private readonly List<Expression> _tagParts = [];
    private readonly Dictionary<Expression, int> _places = new(ReferenceEqualityComparer.Instance);

    public ConditionParts(Expression condition, StoredMeasurement measurement)
    {
        (_condition, _measurement) = (condition, measurement);
        Collect(condition);
    }

    /// <summary>The parts that ask for tags alone, each as large as can be.</summary>
    public IReadOnlyList<Expression> TagParts => _tagParts;

    /// <summary>What is left of the condition when each tag part is true whose bit is set, and false otherwise: null where everything fulfils it.</summary>
    public Expression? Rest(ulong fulfilled) => Reduce(_condition, fulfilled) is var rest and not Expression.BooleanValue { Value: true } ? rest : null;

    /// <summary>Whether a name means a tag; what a measurement does not have at all is a tag that no series has.</summary>
    public static bool IsTag(Expression.Reference name, StoredMeasurement measurement) =>
        name.Cast == ReferenceCast.Tag || (name.Cast == ReferenceCast.None && measurement.Field(name.Name) is null);

    /// <summary>The tags a condition asks for.</summary>
    public static IEnumerable<string> TagsOf(Expression condition, StoredMeasurement measurement) =>
        condition.Walk().OfType<Expression.Reference>().Where(name => IsTag(name, measurement)).Select(name => name.Name);

    /// <summary>The fields a condition asks for, of those that the measurement has.</summary>
    public static IEnumerable<StoreColumn> FieldsOf(Expression condition, StoredMeasurement measurement) =>
        condition.Walk().OfType<Expression.Reference>().Where(name => !IsTag(name, measurement))
            .Select(name => measurement.Field(name.Name)).OfType<StoreColumn>().Distinct();

    /// <summary>Whether an expression is true or false, never anything else.</summary>
    public static bool IsCondition(Expression expression) => expression switch
    {
        Expression.Group group => IsCondition(group.Inner),
        Expression.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } both => IsCondition(both.Left) && IsCondition(both.Right),
        Expression.Binary binary => binary.Operator.IsComparison,
        _ => expression is Expression.BooleanValue,
    };

    private void Collect(Expression expression)
    {
        if (IsCondition(expression) && expression.Walk().All(IsOfTags))
        {
            if (_tagParts.Count < MostTagParts)
            {
                _places.Add(expression, _tagParts.Count);
                _tagParts.Add(expression);
            }
        }
        else if (expression is Expression.Group group)
        {
            Collect(group.Inner);
        }
        else if (expression is Expression.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } both)
        {
            Collect(both.Left);
            Collect(both.Right);
        }
    }

    private bool IsOfTags(Expression expression) => expression is not Expression.Reference name || IsTag(name, _measurement);

    private Expression Reduce(Expression expression, ulong fulfilled)
    {
        if (_places.TryGetValue(expression, out var place))
        {
            return new Expression.BooleanValue((fulfilled & (1UL << place)) != 0);
        }

        switch (expression)
        {
            case Expression.Group group:
                return Reduce(group.Inner, fulfilled);
            case Expression.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } both:
                var (left, right) = (Reduce(both.Left, fulfilled), Reduce(both.Right, fulfilled));
                return Shortened(both.Operator == BinaryOperator.And, left, right)
                    ?? Shortened(both.Operator == BinaryOperator.And, right, left)
                    ?? new Expression.Binary(both.Operator, left, right);
            default:
                return expression;
        }
    }

    // What is no condition makes "true AND it" something else than itself.
    private static Expression? Shortened(bool isAnd, Expression one, Expression other) =>
        one is Expression.BooleanValue { Value: var value } && IsCondition(other)
            ? value == isAnd ? other : one
            : null;
}
