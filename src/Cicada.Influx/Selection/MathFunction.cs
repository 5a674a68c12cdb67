namespace Cicada.Influx.Selection;

/// <summary>InfluxQL's mathematical functions: of each row, unlike aggregates. What is no number has no value.</summary>
internal static class MathFunction
{
    /// <summary>Whether a function is a mathematical one.</summary>
    public static bool Is(string name) => Of(name) is not null || OfTwo(name) is not null;

    /// <summary>A function of one number, or null.</summary>
    public static Func<QueryValue, QueryValue>? Of(string name) => name switch
    {
        "abs" => static value => Same(value, Math.Abs),
        "floor" => static value => Same(value, Math.Floor),
        "ceil" => static value => Same(value, Math.Ceiling),
        "round" => static value => Same(value, static number => Math.Round(number, MidpointRounding.AwayFromZero)),
        "sin" => static value => Float(value, Math.Sin),
        "cos" => static value => Float(value, Math.Cos),
        "tan" => static value => Float(value, Math.Tan),
        "asin" => static value => Float(value, Math.Asin),
        "acos" => static value => Float(value, Math.Acos),
        "atan" => static value => Float(value, Math.Atan),
        "exp" => static value => Float(value, Math.Exp),
        "ln" => static value => Float(value, Math.Log),
        "log2" => static value => Float(value, Math.Log2),
        "log10" => static value => Float(value, Math.Log10),
        "sqrt" => static value => Float(value, Math.Sqrt),
        _ => null,
    };

    /// <summary>A function of two numbers, or null.</summary>
    public static Func<QueryValue, QueryValue, QueryValue>? OfTwo(string name) => name switch
    {
        "atan2" => static (left, right) => Float(left, right, Math.Atan2),
        "log" => static (left, right) => Float(left, right, static (number, ground) => Math.Log(number) / Math.Log(ground)),
        "pow" => static (left, right) => Float(left, right, Math.Pow),
        _ => null,
    };

    // Whole numbers are what they are; of a negative one, abs too.
    private static QueryValue Same(QueryValue value, Func<double, double> function) => value.Kind switch
    {
        QueryValueKind.Float => QueryValue.OfFloat(function(value.AsFloat())),
        QueryValueKind.Integer or QueryValueKind.Unsigned => value,
        _ => QueryValue.Null,
    };

    private static QueryValue Float(QueryValue value, Func<double, double> function) =>
        BinaryOperation.TryFloat(value, out var number) ? QueryValue.OfFloat(function(number)) : QueryValue.Null;

    private static QueryValue Float(QueryValue left, QueryValue right, Func<double, double, double> function) =>
        BinaryOperation.TryFloat(left, out var first) && BinaryOperation.TryFloat(right, out var second) ? QueryValue.OfFloat(function(first, second)) : QueryValue.Null;
}
