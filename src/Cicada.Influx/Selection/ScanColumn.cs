namespace Cicada.Influx.Selection;

/// <summary>A field or tag whose values are wanted.</summary>
/// <param name="Name">Its name; the measurement need not have it, then all values are null.</param>
/// <param name="IsTag">Whether the tag of that name is meant, not the field.</param>
/// <param name="Type">
/// The type the values are to have. Values of a field of another type are converted between float, integer and unsigned, and null otherwise.
/// </param>
internal sealed record ScanColumn(string Name, bool IsTag, QueryValueKind Type);
