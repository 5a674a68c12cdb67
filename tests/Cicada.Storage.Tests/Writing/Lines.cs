using System.Text;
using Cicada.Influx;
using Cicada.Storage.InfluxQl;
using Cicada.Storage.Writing;

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

    /// <summary>A text as a batch for <see cref="Database"/>.</summary>
    public static LineBatch Read(LineSession session, string text)
    {
        var batch = new LineBatch(Database, "autogen");
        var parser = session.Parser;
        parser.Begin(TimePrecision.Nanoseconds, 0, long.MinValue, new WriteRefusals());
        parser.BeginBatch(batch, _ => WriteSchema.Unknown);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at <= bytes.Length;)
        {
            var room = parser.Room();
            var some = bytes.AsMemory(at, Math.Min(room.Length, bytes.Length - at));
            some.CopyTo(room);
            parser.Filled(some.Length);
            parser.Read();
            at += Math.Max(some.Length, 1);
        }

        return batch;
    }

    /// <summary>Leaves texts in the log of a store that is closed, each a record, as a process does that is killed.</summary>
    public static async Task LeaveInLogAsync(this TemporaryStore folder, params string[] texts)
    {
        using var log = new WriteLog(WriteLogFolder.Of(folder.Path), (long)folder.Scalar("SELECT max(position) FROM catalogue.write_log")!, _ => { });
        foreach (var text in texts)
        {
            var session = new LineSession();
            await log.KeepAsync(log.Enter(Read(session, text), session.Record));
        }
    }

    /// <summary>A closed store with a database, and with a log that was begun.</summary>
    public static async Task BeginAsync(this TemporaryStore folder, string line)
    {
        using var store = Store.Open(folder.Path);
        store.CreateDatabase(Database);
        await store.WriteAsync(line);
    }
}
