namespace Cicada.Influx.Queries;

/// <summary>An expression of InfluxQL, as it was written.</summary>
internal abstract record Expression
{
    /// <summary>A name: of a field, a tag or the time.</summary>
    public sealed record Reference(string Name, ReferenceCast Cast = ReferenceCast.None) : Expression;

    /// <summary><c>*</c>, <c>*::field</c> or <c>*::tag</c>.</summary>
    public sealed record Wildcard(ReferenceCast Cast = ReferenceCast.None) : Expression;

    /// <summary><c>DISTINCT name</c> without parentheses.</summary>
    public sealed record Distinct(string Name) : Expression;

    /// <summary>A call of a function, its name in small letters.</summary>
    public sealed record Call(string Name, IReadOnlyList<Expression> Arguments) : Expression;

    /// <summary>Two expressions and what is between them.</summary>
    public sealed record Binary(BinaryOperator Operator, Expression Left, Expression Right) : Expression;

    /// <summary>An expression in parentheses.</summary>
    public sealed record Group(Expression Inner) : Expression;

    /// <summary>A whole number.</summary>
    public sealed record IntegerValue(long Value) : Expression;

    /// <summary>A whole number too large for a signed one.</summary>
    public sealed record UnsignedValue(ulong Value) : Expression;

    /// <summary>A number with a decimal point.</summary>
    public sealed record NumberValue(double Value) : Expression;

    /// <summary>A text; where it is compared with the time, a time.</summary>
    public sealed record StringValue(string Value) : Expression;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record BooleanValue(bool Value) : Expression;

    /// <summary>A duration in nanoseconds.</summary>
    public sealed record DurationValue(long Nanoseconds) : Expression;

    /// <summary>A pattern between slashes, in RE2's language.</summary>
    public sealed record RegexValue(string Pattern) : Expression;

    /// <summary>A time, in nanoseconds since the Unix epoch. Nobody writes it: it is what <c>now()</c> comes to, or a date and a duration.</summary>
    public sealed record TimeValue(Int128 Nanoseconds) : Expression;

    /// <summary>No value. Nobody writes it: it is what a function comes to that has none.</summary>
    public sealed record NullValue : Expression;

    /// <summary>Whether it says its value itself.</summary>
    public bool IsLiteral => this is IntegerValue or UnsignedValue or NumberValue or StringValue or BooleanValue or DurationValue or RegexValue or TimeValue or NullValue;

    /// <summary>This expression and all within it, from the outside in and from left to right.</summary>
    public IEnumerable<Expression> Walk()
    {
        var waiting = new Stack<Expression>([this]);
        while (waiting.TryPop(out var next))
        {
            yield return next;
            switch (next)
            {
                case Call call:
                    for (var i = call.Arguments.Count - 1; i >= 0; i--)
                    {
                        waiting.Push(call.Arguments[i]);
                    }

                    break;
                case Binary binary:
                    waiting.Push(binary.Right);
                    waiting.Push(binary.Left);
                    break;
                case Group group:
                    waiting.Push(group.Inner);
                    break;
            }
        }
    }

    /// <summary>The expression as InfluxQL.</summary>
    public sealed override string ToString() => QueryText.Of(this);
}
