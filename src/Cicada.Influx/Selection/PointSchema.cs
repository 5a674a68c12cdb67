namespace Cicada.Influx.Selection;

/// <summary>The fields of a measurement with their types, and its tag keys. A name may be both.</summary>
internal sealed record PointSchema(IReadOnlyDictionary<string, QueryValueKind> Fields, IReadOnlySet<string> Tags);
