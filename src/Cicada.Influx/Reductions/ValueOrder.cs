using Cicada.Influx.Selection;

namespace Cicada.Influx.Reductions;

/// <summary>Compares values of one kind.</summary>
internal static class ValueOrder
{
    /// <summary>Whether a value is less than another; false where either is not a number.</summary>
    public static bool IsLess(in QueryValue left, in QueryValue right) => left.Kind switch
    {
        QueryValueKind.Float => left.AsFloat() < right.AsFloat(),
        QueryValueKind.Unsigned => left.AsUnsigned() < right.AsUnsigned(),
        QueryValueKind.String => ByteOrder.Instance.Compare(left.AsString(), right.AsString()) < 0,
        QueryValueKind.Boolean => !left.AsBoolean() && right.AsBoolean(),
        _ => left.AsInteger() < right.AsInteger(),
    };

    /// <summary>Whether two values are equal; false where either is not a number.</summary>
    public static bool AreEqual(in QueryValue left, in QueryValue right) => left.Kind == QueryValueKind.Float ? left.AsFloat() == right.AsFloat() : left == right;

    /// <summary>The order of two values; those that are not numbers count as equal to all.</summary>
    public static int Compare(in QueryValue left, in QueryValue right) => IsLess(left, right) ? -1 : IsLess(right, left) ? 1 : 0;
}
