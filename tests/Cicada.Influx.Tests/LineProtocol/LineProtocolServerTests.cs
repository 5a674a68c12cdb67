using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cicada.TestSupport;
using CsCheck;

namespace Cicada.Influx.Tests;

/// <summary>What we write and what we refuse, held against a real InfluxDB.</summary>
[Trait("Category", "EndToEnd")]
public sealed class LineProtocolServerTests
{
    private const string Database = "t";
    private const string Unparsable = "unable to parse '";

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_takes_and_refuses_what_the_table_says_for_the_same_reasons()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync(Database);

        var different = new List<string>();
        foreach (var line in LineProtocolCase.All)
        {
            var seen = await RefusalAsync(server, line.Bytes);
            if (seen != line.Reason)
            {
                different.Add($"{line} — expected '{line.Reason}', the server says '{seen}'");
            }
        }

        Assert.Empty(different);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_and_we_agree_about_records_that_went_wrong_anywhere()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync(Database);
        var reader = new LineProtocolReader();
        var records = new List<byte[]>();
        Some.BrokenRecord.Array[600].Sample(records.AddRange, iter: 1, threads: 1, seed: "0N0XIzNsQ0O2");

        var different = new List<string>();
        foreach (var record in records.Where(record => IsOneRecord(record)))
        {
            // A field without a key behind a tab or a NUL is the one thing a server takes and we do not.
            reader.TryRead(record, 0, TimePrecision.Nanoseconds, out _, out var ours);
            var theirs = await RefusalAsync(server, record);
            if (ours != theirs && !(theirs is null && ours == "missing field key"))
            {
                different.Add($"{Encoding.UTF8.GetString(record)} — we say '{ours}', the server says '{theirs}'");
            }
        }

        Assert.Empty(different);
    }

    [RequiresProgramFact(InfluxServer.Program)]
    public async Task A_server_takes_every_point_we_write_and_gives_it_back_even_after_a_restart()
    {
        await using var server = await InfluxServer.StartAsync();
        await server.CreateDatabaseAsync(Database);
        var points = new List<Point>();
        Some.HostilePoint.Array[400].Sample(points.AddRange, iter: 1, threads: 1, seed: "0N0XIzNsQ0O2");
        points.AddRange(Some.HostileTexts.Select((text, i) => new Point($"{text}x", [new(text, text), new("zz", "last")], [new(text, FieldValue.String(text)), new("n", FieldValue.Integer(i))], i)));

        // A measurement with a NUL cannot be asked for in InfluxQL, and a measurement of its own for each point keeps the types of fields apart.
        points = [.. points.Where(point => !point.Measurement.Contains('\0', StringComparison.Ordinal)).DistinctBy(point => Written(point).Measurement)];
        var output = new ArrayBufferWriter<byte>();
        var writer = new LineProtocolWriter();
        Assert.All(points, point => Assert.Equal(LineProtocolOutcome.Written, writer.Write(output, point)));
        Assert.InRange(points.Count, 200, int.MaxValue);

        Assert.Null(await server.WriteAsync(Database, output.WrittenMemory));
        await AssertHasAsync(server, points);

        await server.RestartAsync();
        await AssertHasAsync(server, points);
    }

    private static async Task AssertHasAsync(InfluxServer server, List<Point> points)
    {
        var measurements = await server.QueryAsync(Database, "SHOW MEASUREMENTS");
        Assert.Equal(points.Count, OnlySeries(measurements).GetProperty("values").GetArrayLength());
        foreach (var point in points)
        {
            var written = Written(point);
            var name = written.Measurement.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            var answer = await server.QueryAsync(Database, $"SELECT * FROM \"{name}\" GROUP BY *");
            Assert.Equal(Some.Text(written), Some.Text(PointOf(OnlySeries(answer), written)));
        }
    }

    /// <summary>The point as the server has it; the types are those of the point it should be, since JSON does not know them.</summary>
    private static Point PointOf(JsonElement series, Point expected)
    {
        var tags = series.TryGetProperty("tags", out var named)
            ? named.EnumerateObject().Select(tag => new PointTag(tag.Name, tag.Value.GetString()!)).ToArray()
            : [];
        var columns = series.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!).ToArray();
        var row = Assert.Single(series.GetProperty("values").EnumerateArray()).EnumerateArray().ToArray();
        var types = expected.Fields.ToDictionary(field => field.Key, field => field.Value.Type);
        var fields = columns.Zip(row).Skip(1).Select(cell => new PointField(cell.First, types.GetValueOrDefault(cell.First) switch
        {
            FieldType.Integer => FieldValue.Integer(cell.Second.GetInt64()),
            FieldType.Boolean => FieldValue.Boolean(cell.Second.GetBoolean()),
            FieldType.String => FieldValue.String(cell.Second.GetString()!),
            _ => FieldValue.Float(double.Parse(cell.Second.GetRawText(), CultureInfo.InvariantCulture)),
        }));
        return new Point(series.GetProperty("name").GetString()!, tags, [.. fields], row[0].GetInt64());
    }

    private static JsonElement OnlySeries(JsonElement answer) =>
        Assert.Single(Assert.Single(answer.GetProperty("results").EnumerateArray()).GetProperty("series").EnumerateArray());

    /// <summary>The point as it stands in the line, by our own reader.</summary>
    private static Point Written(Point point)
    {
        var output = new ArrayBufferWriter<byte>();
        new LineProtocolWriter().Write(output, point);
        Assert.True(new LineProtocolReader().TryRead(output.WrittenSpan[..^1], 0, TimePrecision.Nanoseconds, out var written, out var reason), reason);
        return written;
    }

    private static async Task<string?> RefusalAsync(InfluxServer server, byte[] record)
    {
        var error = await server.WriteAsync(Database, record);
        if (error is null || !error.StartsWith(Unparsable, StringComparison.Ordinal))
        {
            // What is refused later, for its types or its encoding, was read.
            return null;
        }

        // The server quotes the record without the blanks before it.
        var text = Encoding.UTF8.GetString(record).TrimStart(' ', '\t', '\0');
        Assert.StartsWith($"{Unparsable}{text}': ", error, StringComparison.Ordinal);
        return error[$"{Unparsable}{text}': ".Length..];
    }

    private static bool IsOneRecord(byte[] record)
    {
        var records = new LineProtocolRecords(new MemoryStream(record));
        return records.Read() && records.Reason is null && records.Record.Length == record.AsSpan().TrimStart(" \t\0"u8).Length + LineProtocolReader.SkipBlanks(record, 0);
    }
}
