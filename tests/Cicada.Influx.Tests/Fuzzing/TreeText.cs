using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Cicada.Influx.Tests.Fuzzing;

/// <summary>Writes a tree of records with all that is in it, so that two can be compared.</summary>
internal static class TreeText
{
    public static string Of(object? node) => node switch
    {
        null => "null",
        string text => "'" + text + "'",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        bool truth => truth.ToString(),
        TimeZoneInfo zone => zone.Id,
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Of)) + "]",
        _ => node.GetType().Name + "(" + string.Join(
            ", ",
            node.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).Select(property => Of(property.GetValue(node)))) + ")",
    };
}
