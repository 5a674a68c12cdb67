using System.Globalization;
using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>What InfluxDB calls things in its errors.</summary>
internal static class InfluxName
{
    /// <summary>The kind of an expression.</summary>
    public static string KindOf(Expression expression) => "*influxql." + expression switch
    {
        Expression.Reference => "VarRef",
        Expression.Binary => "BinaryExpr",
        Expression.Group => "ParenExpr",
        Expression.IntegerValue => "IntegerLiteral",
        Expression.UnsignedValue => "UnsignedLiteral",
        Expression.NumberValue => "NumberLiteral",
        Expression.StringValue => "StringLiteral",
        Expression.BooleanValue => "BooleanLiteral",
        Expression.DurationValue => "DurationLiteral",
        Expression.RegexValue => "RegexLiteral",
        Expression.TimeValue => "TimeLiteral",
        Expression.NullValue => "NilLiteral",
        _ => expression.GetType().Name,
    };

    /// <summary>A type.</summary>
    public static string TypeOf(ReferenceCast type) => type == ReferenceCast.None ? "unknown" : type.ToString().ToLowerInvariant();

    /// <summary>An expression as errors show it: numbers with three places.</summary>
    public static string TextOf(Expression expression) => expression switch
    {
        Expression.NumberValue number => number.Value.ToString("F3", CultureInfo.InvariantCulture),
        Expression.Binary binary => $"{TextOf(binary.Left)} {binary.Operator.Symbol} {TextOf(binary.Right)}",
        Expression.Group group => $"({TextOf(group.Inner)})",
        Expression.Call call => $"{call.Name}({string.Join(", ", call.Arguments.Select(TextOf))})",
        _ => QueryText.Of(expression),
    };
}
