using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>Where the values of a field or tag come from.</summary>
/// <param name="Tags">The values of the tag by the series' place in its plan, or null for a field, or for what nothing has.</param>
/// <param name="Field">The column of the answer that has the field; less than 0 where none has.</param>
/// <param name="Stored">What the field's values are in the store.</param>
/// <param name="Wanted">What they are to be.</param>
internal readonly record struct PointColumn(string?[]? Tags, int Field, QueryValueKind Stored, QueryValueKind Wanted);
