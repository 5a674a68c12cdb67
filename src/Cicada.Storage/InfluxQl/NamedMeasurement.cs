using Cicada.Influx;
namespace Cicada.Storage.InfluxQl;

/// <summary>A measurement's name and its tables: in each retention policy that has it, one.</summary>
internal sealed record NamedMeasurement(string Name, IReadOnlyList<MeasurementTable> Tables)
{
    /// <summary>The tag keys of all its tables, sorted. Some may have lost their last series.</summary>
    public IEnumerable<string> TagKeys => Tables.SelectMany(table => table.Tags).Select(tag => tag.Name).Distinct(StringComparer.Ordinal).Order(ByteOrder.Instance);
}
