using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>The condition of a request, decided for one point.</summary>
/// <param name="condition">The condition.</param>
/// <param name="valueOf">The values of the point at hand.</param>
internal sealed class RowCondition(Expression condition, Func<Expression, QueryValue> valueOf)
{
    public bool IsFulfilled() => ExpressionValue.Of(condition, valueOf) is { Kind: QueryValueKind.Boolean } value && value.AsBoolean();

    /// <summary>The fields a condition asks for.</summary>
    public static IEnumerable<StoreColumn> FieldsOf(Expression condition, StoredMeasurement measurement) =>
        condition.Walk().OfType<Expression.Reference>().Where(name => !ConditionParts.IsTag(name, measurement))
            .Select(name => measurement.Field(name.Name)).OfType<StoreColumn>().Distinct();
}
