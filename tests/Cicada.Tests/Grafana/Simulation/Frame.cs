namespace Cicada.Tests.Grafana.Simulation;

/// <summary>A table as panels get it.</summary>
internal sealed record Frame(string Name, string RefId, IReadOnlyList<FrameField> Fields)
{
    public int Rows => Fields.Count == 0 ? 0 : Fields[0].Values.Count;

    public FrameField? Time => Fields.FirstOrDefault(one => one.Kind == FieldKind.Time);

    /// <summary>The field a head says this of.</summary>
    public FrameField this[string displayName] => Fields.FirstOrDefault(one => one.DisplayName == displayName)
        ?? throw new BoardException($"There is no column '{displayName}'; there are {string.Join(", ", Fields.Select(one => $"'{one.DisplayName}'"))}.");

    /// <summary>What tells it from the other frames of an answer: its name, and its columns with their labels.</summary>
    public string Identity => $"{Name}: {string.Join(", ", Fields.Select(IdentityOf))}";

    private static string IdentityOf(FrameField column) =>
        $"{column.DisplayName} {column.Kind} {{{string.Join(',', column.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"))}}}";
}
