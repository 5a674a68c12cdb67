using Cicada.Influx.Patterns;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>SHOW MEASUREMENTS: those that have a tag with some value, whichever series it is in.</summary>
internal static class ShowMeasurements
{
    public static IReadOnlyList<ResultRows> Answer(Statement.ShowMeasurements show, StatementContext context)
    {
        if (show.Where is { } where && where.Walk().Any(part => part is Expression.Reference { Name: "time" or "TIME" or "Time" }))
        {
            throw new QueryFailedException("SHOW MEASUREMENTS doesn't support time in WHERE clause");
        }

        var database = context.Defaults.Database(show.Database);
        var names = context.Store.ReadFile(file =>
        {
            var all = StoredMeasurements.Of(StoredMeasurements.Of(file, database), show.With is { } with ? [with] : []);
            return all.Where(measurement => show.Where is null || Fulfils(file, measurement, show.Where)).Select(measurement => measurement.Name).ToList();
        }).Within(show.Rows);
        return names.Count == 0 ? AnswerRows.None : AnswerRows.One("measurements", ["name"], AnswerRows.Texts(names));
    }

    private static bool Fulfils(StoreFile file, NamedMeasurement measurement, Expression condition)
    {
        switch (condition)
        {
            case Expression.Group group:
                return Fulfils(file, measurement, group.Inner);
            case Expression.Binary { Operator: BinaryOperator.And or BinaryOperator.Or } binary:
                // Both are looked at, since both may be refused.
                var (left, right) = (Fulfils(file, measurement, binary.Left), Fulfils(file, measurement, binary.Right));
                return binary.Operator == BinaryOperator.And ? left && right : left || right;
            case Expression.Binary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Matches or BinaryOperator.MatchesNot } binary:
                return Fulfils(file, measurement, binary);
            case Expression.Binary:
                throw new QueryFailedException("invalid tag comparison operator");
            default:
                throw new QueryFailedException($"invalid condition expression: {condition}");
        }
    }

    private static bool Fulfils(StoreFile file, NamedMeasurement measurement, Expression.Binary binary)
    {
        if (binary.Left is not Expression.Reference { Name: var name })
        {
            throw new QueryFailedException($"left side of '{binary.Operator.Symbol}' must be a tag key");
        }

        var isEqual = binary.Operator is BinaryOperator.Equal or BinaryOperator.Matches;
        Func<string, bool> isMeant;
        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            var value = binary.Right as Expression.StringValue ?? throw new QueryFailedException($"right side of '{binary.Operator.Symbol}' must be a tag value string");
            isMeant = text => text == value.Value;
        }
        else
        {
            var regex = binary.Right as Expression.RegexValue ?? throw new QueryFailedException($"right side of '{binary.Operator.Symbol}' must be a regular expression");
            isMeant = QueryPattern.Of(regex.Pattern).IsMatch;
        }

        if (name == "_name")
        {
            return isMeant(measurement.Name) == isEqual;
        }

        // A measurement without that tag fulfils nothing, not even that the tag is not something.
        var values = StoredTagValues.Of(file, measurement, name, null);
        return values.Count > 0 && values.Any(isMeant) == isEqual;
    }
}
