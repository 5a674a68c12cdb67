using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>What is compared in a condition on fields.</summary>
/// <param name="Sql">It, in SQL.</param>
/// <param name="Kind">What its values are; null where no point has one.</param>
internal sealed record FieldOperand(string Sql, QueryValueKind Kind)
{
    public static FieldOperand Null { get; } = new("NULL", QueryValueKind.Null);

    public bool IsNumber => Kind is QueryValueKind.Float or QueryValueKind.Integer;
}
