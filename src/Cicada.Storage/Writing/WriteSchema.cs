using Cicada.Influx;

namespace Cicada.Storage.Writing;

/// <summary>The columns of a measurement, as lines are held against them: those of the tables, and those that acknowledged points are yet to bring.</summary>
/// <param name="Fields">The fields and their types.</param>
/// <param name="Tags">The tags.</param>
/// <param name="Recorded">The types of fields that runs record, where the measurement is one of theirs: they hold before the first point.</param>
internal sealed record WriteSchema(IReadOnlyDictionary<string, FieldType> Fields, IReadOnlySet<string> Tags, IReadOnlyDictionary<string, FieldType>? Recorded)
{
    /// <summary>For blocks that were kept: whatever they have was admitted once.</summary>
    public static WriteSchema Unknown { get; } = new(new Dictionary<string, FieldType>(), new HashSet<string>(), null);

    public static WriteSchema Of(MeasurementTable? table, string measurement, bool isOfRuns) => new(
        table?.Fields.ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal) ?? [],
        (table?.Tags.Select(tag => tag.Name) ?? []).ToHashSet(StringComparer.Ordinal),
        isOfRuns ? MeasurementSchema.Find(measurement)?.Fields.ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal) : null);

    /// <summary>The type a field has, or is to have; null where the first point decides.</summary>
    public FieldType? TypeOf(string field) =>
        Fields.TryGetValue(field, out var type) || (Recorded is not null && Recorded.TryGetValue(field, out type)) ? type : null;

    /// <summary>The schema once these points are in.</summary>
    public WriteSchema With(PointBlock block)
    {
        var fields = block.Fields.Where(field => !Fields.ContainsKey(field.Name)).ToList();
        return fields.Count == 0 && block.NewTags.Count == 0
            ? this
            : this with
            {
                Fields = Fields.Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Type))).ToDictionary(StringComparer.Ordinal),
                Tags = Tags.Concat(block.NewTags).ToHashSet(StringComparer.Ordinal),
            };
    }
}
