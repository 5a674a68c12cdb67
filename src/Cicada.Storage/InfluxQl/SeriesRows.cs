namespace Cicada.Storage.InfluxQl;

/// <summary>Series of a measurement and the values of some of their tags, column by column.</summary>
/// <param name="Ids">Their numbers.</param>
/// <param name="Tags">The values of each tag, null where a series does not have it; tags the measurement does not have are not here.</param>
internal sealed record SeriesRows(int[] Ids, IReadOnlyDictionary<string, string?[]> Tags)
{
    public string? TagOf(int row, string tag) => Tags.TryGetValue(tag, out var values) ? values[row] : null;
}
