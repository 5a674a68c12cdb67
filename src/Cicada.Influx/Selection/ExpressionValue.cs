using Cicada.Influx.Queries;

namespace Cicada.Influx.Selection;

/// <summary>Computes what an expression is for one row.</summary>
internal static class ExpressionValue
{
    /// <summary>The value of an expression, or null as a <see cref="QueryValue"/> where it has none.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="valueOf">The value of a name, or of a call of a function that is no mathematical one.</param>
    public static QueryValue Of(Expression expression, Func<Expression, QueryValue> valueOf) => throw new NotImplementedException();
}
