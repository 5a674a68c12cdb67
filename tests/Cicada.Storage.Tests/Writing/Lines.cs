using System.Text;
using Cicada.Influx;
using Cicada.Storage.InfluxQl;

namespace Cicada.Storage.Tests.Writing;

/// <summary>Short ways to write line protocol to a store, and to see what came of it.</summary>
internal static class Lines
{
    public const string Database = "load";

    /// <summary>Writes a text to the database <see cref="Database"/>.</summary>
    public static Task<InfluxWriteOutcome> WriteAsync(this Store store, string lines, string policy = "", TimePrecision precision = TimePrecision.Nanoseconds) =>
        store.WriteAsync(Encoding.UTF8.GetBytes(lines), policy, precision);

    public static async Task<InfluxWriteOutcome> WriteAsync(this Store store, byte[] lines, string policy = "", TimePrecision precision = TimePrecision.Nanoseconds)
    {
        using var stream = new MemoryStream(lines);
        return await store.WriteLinesAsync(new InfluxWrite(Database, policy, precision), stream, TestContext.Current.CancellationToken);
    }

    /// <summary>The points of a measurement, one a line, in an order of their own: by time and tags.</summary>
    public static string Points(this Store store, string measurement, string? policy = null) =>
        string.Join('\n', store.ReadPoints(Database, policy, measurement, limit: int.MaxValue).Select(Text).Order(StringComparer.Ordinal));

    public static string Text(Point point) =>
        $"{point.TimeNanoseconds:00000} {string.Join(',', point.Tags.Select(tag => $"{tag.Key}={tag.Value}"))} "
        + string.Join(',', point.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}{(field.Value.Type == FieldType.Integer ? "i" : "")}"));
}
