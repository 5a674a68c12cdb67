using Cicada.Influx.Queries;

namespace Cicada.Storage.InfluxQl;

/// <summary>What a condition says of tags as SQL can say it too. Where a tag must have a value, only the series that do are read: there may be a million others.</summary>
internal static class SeriesNarrowing
{
    /// <summary>Conditions on the series table that all series with points that are meant fulfil; others may as well.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="tagOf">The column of the tag a name means, or null where it means something else.</param>
    /// <param name="parameters">Where values are added to.</param>
    public static IEnumerable<string> Of(Expression condition, Func<Expression.Reference, StoreColumn?> tagOf, List<object> parameters)
    {
        switch (condition)
        {
            case Expression.Group group:
                return Of(group.Inner, tagOf, parameters);
            case Expression.Binary { Operator: BinaryOperator.And } both:
                return Of(both.Left, tagOf, parameters).Concat(Of(both.Right, tagOf, parameters));
            case Expression.Binary { Operator: BinaryOperator.Equal, Left: Expression.Reference name, Right: Expression.StringValue { Value: { Length: > 0 } value } }
                when tagOf(name) is { } column && WholeText.Is(value):
                parameters.Add(value);
                return [$"{column.SqlName} = ${parameters.Count}"];
            default:
                return [];
        }
    }
}
