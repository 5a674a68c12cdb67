using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>What expressions are before any point is read: the types of names, and what follows from them.</summary>
/// <param name="sources">Where the names are from.</param>
internal sealed class ValueTypes(IReadOnlyList<PreparedSource> sources)
{
    // Where several sources have a name, the first of these that one has it as.
    private static readonly ReferenceCast[] Precedence =
    [
        ReferenceCast.Float, ReferenceCast.Integer, ReferenceCast.Unsigned, ReferenceCast.String, ReferenceCast.Boolean, ReferenceCast.Tag, ReferenceCast.Field, ReferenceCast.None,
    ];

    /// <summary>The one of two types that counts.</summary>
    public static ReferenceCast Stronger(ReferenceCast one, ReferenceCast other) => Array.IndexOf(Precedence, other) < Array.IndexOf(Precedence, one) ? other : one;

    /// <summary>The type of a field of a measurement.</summary>
    public static ReferenceCast Of(QueryValueKind kind) => kind switch
    {
        QueryValueKind.Float => ReferenceCast.Float,
        QueryValueKind.Integer => ReferenceCast.Integer,
        QueryValueKind.Unsigned => ReferenceCast.Unsigned,
        QueryValueKind.Boolean => ReferenceCast.Boolean,
        QueryValueKind.String => ReferenceCast.String,
        _ => ReferenceCast.None,
    };

    /// <summary>The type of an expression, <see cref="ReferenceCast.None"/> where nothing has it.</summary>
    /// <exception cref="QueryFailedException">Its parts do not go together.</exception>
    public ReferenceCast Of(Expression expression) => expression switch
    {
        Expression.Reference reference => reference.Cast is ReferenceCast.None or ReferenceCast.Field ? OfName(reference.Name) : reference.Cast,
        Expression.Call call => OfCall(call),
        Expression.Binary binary => OfBinary(binary),
        Expression.Group group => Of(group.Inner),
        Expression.NumberValue => ReferenceCast.Float,
        Expression.IntegerValue => ReferenceCast.Integer,
        Expression.UnsignedValue => ReferenceCast.Unsigned,
        Expression.StringValue => ReferenceCast.String,
        Expression.BooleanValue => ReferenceCast.Boolean,
        _ => ReferenceCast.None,
    };

    /// <summary>The type of an expression, none where its parts do not go together.</summary>
    public ReferenceCast Leniently(Expression expression)
    {
        try
        {
            return Of(expression);
        }
        catch (QueryFailedException)
        {
            return ReferenceCast.None;
        }
    }

    /// <summary>Whether a name is a column of an inner query's answer, or one of its tags.</summary>
    public static bool IsIn(PreparedSelect query, string name) => ColumnOf(query, name) is not null || query.GroupBy.Contains(name);

    /// <summary>The type of a name.</summary>
    private ReferenceCast OfName(string name)
    {
        var type = ReferenceCast.None;
        foreach (var source in sources)
        {
            switch (source)
            {
                case PreparedSource.Measurement { Schema: var schema }:
                    type = Stronger(type, schema.Fields.TryGetValue(name, out var kind) ? Of(kind) : schema.Tags.Contains(name) ? ReferenceCast.Tag : ReferenceCast.None);
                    break;
                case PreparedSource.Subquery { Query: var query }:
                    if (ColumnOf(query, name) is { } column)
                    {
                        type = Stronger(type, new ValueTypes(query.Sources).Of(column));
                    }

                    if (type == ReferenceCast.None && query.GroupBy.Contains(name))
                    {
                        type = ReferenceCast.Tag;
                    }

                    break;
            }
        }

        return type;
    }

    /// <summary>What a column of an inner query is computed from; null where there is none.</summary>
    private static Expression? ColumnOf(PreparedSelect query, string name)
    {
        foreach (var field in query.Fields)
        {
            if (ColumnNames.Of(field) == name)
            {
                return field.Value;
            }

            if (field.Value is Expression.Call { Name: "top" or "bottom", Arguments: { Count: > 2 } arguments }
                && arguments.Skip(1).SkipLast(1).FirstOrDefault(argument => argument is Expression.Reference reference && reference.Name == name) is { } named)
            {
                return named;
            }
        }

        return null;
    }

    private ReferenceCast OfCall(Expression.Call call)
    {
        var arguments = call.Arguments.Select(Of).ToList();
        return call.Name switch
        {
            "mean" or "median" or "integral" or "stddev" or "derivative" or "non_negative_derivative" or "moving_average" or "exponential_moving_average" or "double_exponential_moving_average"
                or "triple_exponential_moving_average" or "relative_strength_index" or "triple_exponential_derivative" or "kaufmans_efficiency_ratio" or "kaufmans_adaptive_moving_average"
                or "chande_momentum_oscillator" or "holt_winters" or "holt_winters_with_fit" => ReferenceCast.Float,
            "count" or "elapsed" => ReferenceCast.Integer,

            // InfluxDB takes it for the type of every other function, mathematical ones too, where there is one.
            _ => arguments.FirstOrDefault() is not ReferenceCast.None and var type ? type : OfMath(call.Name, arguments),
        };
    }

    private static ReferenceCast OfMath(string function, List<ReferenceCast> arguments)
    {
        if (!MathFunction.Is(function) || function is "abs" or "floor" or "ceil" or "round")
        {
            return ReferenceCast.None;
        }

        return function is "atan2" or "pow" && arguments is [_, not (ReferenceCast.Float or ReferenceCast.Integer or ReferenceCast.Unsigned or ReferenceCast.None) and var second]
            ? throw new QueryFailedException($"invalid argument type for the second argument in {function}(): {InfluxName.TypeOf(second)}")
            : ReferenceCast.Float;
    }

    private ReferenceCast OfBinary(Expression.Binary binary)
    {
        var (left, right) = (Of(binary.Left), Of(binary.Right));
        if ((left, right) is (ReferenceCast.Unsigned, ReferenceCast.Integer) or (ReferenceCast.Integer, ReferenceCast.Unsigned))
        {
            var (unsigned, integer) = left == ReferenceCast.Unsigned ? (binary.Left, binary.Right) : (binary.Right, binary.Left);
            if (unsigned.IsLiteral)
            {
                throw Mismatch(binary, $"cannot use {binary.Operator.Symbol} with an integer and unsigned literal");
            }

            if (!integer.IsLiteral)
            {
                throw Mismatch(binary, $"cannot use {binary.Operator.Symbol} between an integer and unsigned, an explicit cast is required");
            }
        }

        if (left == ReferenceCast.None || right == ReferenceCast.None)
        {
            return left == ReferenceCast.None ? right : left;
        }

        // What the simplest values of both come to.
        var value = binary.Operator == BinaryOperator.Divide
            ? BinaryOperation.WholeQuotient(Simplest(left), Simplest(right))
            : BinaryOperation.Of(binary.Operator, Simplest(left), Simplest(right));
        return value.IsNull ? throw Mismatch(binary, $"incompatible types: {InfluxName.TypeOf(left)} and {InfluxName.TypeOf(right)}") : Of(value.Kind);
    }

    private static QueryFailedException Mismatch(Expression.Binary binary, string problem) => new($"type error: {InfluxName.TextOf(binary)}: {problem}");

    private static QueryValue Simplest(ReferenceCast type) => type switch
    {
        ReferenceCast.Float => QueryValue.OfFloat(0),
        ReferenceCast.Integer => QueryValue.OfInteger(0),
        ReferenceCast.Unsigned => QueryValue.OfUnsigned(0),
        ReferenceCast.Boolean => QueryValue.OfBoolean(false),
        ReferenceCast.String or ReferenceCast.Tag => QueryValue.OfString(""),
        _ => QueryValue.Null,
    };
}
