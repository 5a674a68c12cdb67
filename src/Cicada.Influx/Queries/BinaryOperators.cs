namespace Cicada.Influx.Queries;

/// <summary>How operators are written, and how strongly they bind.</summary>
internal static class BinaryOperators
{
    private static readonly (BinaryOperator Operator, string Symbol, int Strength)[] All =
    [
        (BinaryOperator.Or, "OR", 1), (BinaryOperator.And, "AND", 2),
        (BinaryOperator.Equal, "=", 3), (BinaryOperator.NotEqual, "!=", 3), (BinaryOperator.Matches, "=~", 3), (BinaryOperator.MatchesNot, "!~", 3),
        (BinaryOperator.Less, "<", 3), (BinaryOperator.LessOrEqual, "<=", 3), (BinaryOperator.Greater, ">", 3), (BinaryOperator.GreaterOrEqual, ">=", 3),
        (BinaryOperator.Add, "+", 4), (BinaryOperator.Subtract, "-", 4), (BinaryOperator.BitwiseOr, "|", 4), (BinaryOperator.BitwiseXor, "^", 4),
        (BinaryOperator.Multiply, "*", 5), (BinaryOperator.Divide, "/", 5), (BinaryOperator.Modulo, "%", 5), (BinaryOperator.BitwiseAnd, "&", 5),
    ];

    /// <summary>The operator a token is, or null.</summary>
    public static BinaryOperator? Of(QueryToken token)
    {
        if (token.Kind is not (QueryTokenKind.Symbol or QueryTokenKind.Keyword))
        {
            return null;
        }

        var found = Array.FindIndex(All, one => one.Symbol == token.Text);
        return found < 0 ? null : All[found].Operator;
    }

    extension(BinaryOperator binary)
    {
        public string Symbol => All[(int)binary].Symbol;

        /// <summary>The higher, the more strongly it binds.</summary>
        public int Strength => All[(int)binary].Strength;

        /// <summary>Whether what it makes is true or false.</summary>
        public bool IsCondition => All[(int)binary].Strength <= 3;

        /// <summary>Whether it compares two values.</summary>
        public bool IsComparison => All[(int)binary].Strength == 3;
    }
}
