using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>Refuses functions of values they cannot be computed of.</summary>
internal static class FunctionTypes
{
    /// <summary>Looks at all calls of an expression, inner ones first.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="sources">What its names are names in.</param>
    /// <param name="hasSeries">Whether a source has any series the query asks about: of none, anything can be computed. Asked only where something would be refused.</param>
    /// <exception cref="QueryFailedException">One is of a text or truth value, and has to be of a number.</exception>
    public static void Check(Expression expression, IReadOnlyList<PreparedSource> sources, Func<PreparedSource, bool> hasSeries)
    {
        switch (expression)
        {
            case Expression.Call call:
                foreach (var argument in call.Arguments)
                {
                    Check(argument, sources, hasSeries);
                }

                if (!MathFunction.Is(call.Name) && call.Arguments.Count > 0)
                {
                    CheckArgument(call, sources, hasSeries);
                }

                break;
            case Expression.Binary binary:
                Check(binary.Left, sources, hasSeries);
                Check(binary.Right, sources, hasSeries);
                break;
            case Expression.Group group:
                Check(group.Inner, sources, hasSeries);
                break;
        }
    }

    private static void CheckArgument(Expression.Call call, IReadOnlyList<PreparedSource> sources, Func<PreparedSource, bool> hasSeries)
    {
        var types = new ValueTypes(sources);
        var type = types.Leniently(call.Arguments[0]);
        if (call.Arguments[0] is Expression.Reference { Cast: ReferenceCast.String or ReferenceCast.Boolean } name && types.Leniently(name with { Cast = ReferenceCast.None }) != type)
        {
            // Of a type no source has it as, there is nothing it could be computed of.
            return;
        }

        var named = type;

        // A tag is no field, but in the answer of another query it is a text like others.
        type = type == ReferenceCast.Tag && IsInAnswer(call.Arguments[0], sources) ? ReferenceCast.String : type;
        var isRefused = !TakesTexts(call.Name) && (type == ReferenceCast.String || (type == ReferenceCast.Boolean && call.Name is not ("min" or "max")));
        if (isRefused && sources.Any(source => new ValueTypes([source]).Leniently(call.Arguments[0]) == named && hasSeries(source)))
        {
            throw new QueryFailedException(type == ReferenceCast.Boolean && IsBestOfTags(call)
                ? $"unsupported {call.Name} iterator type: *query.booleanReduceBooleanIterator"
                : $"unsupported {NameOf(call)} iterator type: *query.{InfluxName.TypeOf(type)}InterruptIterator");
        }
    }

    private static bool IsInAnswer(Expression argument, IReadOnlyList<PreparedSource> sources) =>
        argument is Expression.Reference name
        && new ValueTypes([.. sources.Where(source => source is PreparedSource.Subquery)]).Leniently(new Expression.Reference(name.Name)) != ReferenceCast.None;

    private static bool TakesTexts(string function) => function is "count" or "first" or "last" or "distinct" or "elapsed" or "mode" or "sample";

    // Of each value of the tags, the best is looked for first.
    private static bool IsBestOfTags(Expression.Call call) => call.Name is "top" or "bottom" && call.Arguments.Count > 2;

    private static string NameOf(Expression.Call call) => call.Name switch
    {
        "non_negative_derivative" => "derivative",
        "non_negative_difference" => "difference",
        "holt_winters" or "holt_winters_with_fit" => "elapsed",

        "top" when IsBestOfTags(call) => "max",
        "bottom" when IsBestOfTags(call) => "min",
        var name => name.Replace('_', ' '),
    };
}
