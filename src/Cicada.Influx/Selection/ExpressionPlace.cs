namespace Cicada.Influx.Selection;

/// <summary>Where an expression stands, which decides a little of what it comes to.</summary>
internal enum ExpressionPlace
{
    /// <summary>In the fields of SELECT.</summary>
    Field,

    /// <summary>In a condition that points are held against.</summary>
    PointCondition,

    /// <summary>In a condition that the rows of another query's answer are held against.</summary>
    AnswerCondition,
}
