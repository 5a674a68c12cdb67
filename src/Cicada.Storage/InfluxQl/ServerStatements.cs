using System.Diagnostics;
using System.Globalization;
using Cicada.Influx.Queries;
using Cicada.Influx.Selection;

namespace Cicada.Storage.InfluxQl;

/// <summary>
/// What InfluxDB says of itself, in its form: with figures of this process where there are such, and empty where the store has no such thing: it has
/// no shards, and forwards nothing.
/// </summary>
internal static class ServerStatements
{
    private static readonly string[] ShardGroupColumns = ["id", "database", "retention_policy", "start_time", "end_time", "expiry_time"];
    private static readonly string[] ShardColumns = ["id", "database", "retention_policy", "shard_group", "start_time", "end_time", "expiry_time", "owners"];

    public static IEnumerable<ResultRows> Answer(Statement statement, StatementContext context) => statement switch
    {
        Statement.ShowShards => AnswerRows.When(() => context.Store.Databases.Select(name => new ResultRows { Name = name, Columns = ShardColumns })),
        Statement.ShowShardGroups => AnswerRows.When(() => AnswerRows.One("shard groups", ShardGroupColumns, [])),
        Statement.ShowDiagnostics show => AnswerRows.When(() => Diagnostics(context).Where(rows => show.Module.Length == 0 || rows.Name == show.Module)),
        Statement.ShowStats show => AnswerRows.When(() => Statistics(context).Where(rows => show.Module.Length == 0 || rows.Name == show.Module)),
        Statement.ShowSubscriptions => [],
        Statement.CreateSubscription => AnswerRows.After(() => throw new QueryFailedException(
            "Cicada does not forward points to subscriptions, so none is created; let whoever writes write to both")),
        Statement.DropSubscription drop => AnswerRows.After(() =>
        {
            _ = context.Defaults.ExistingDatabase(drop.Database);
            throw new QueryFailedException(
                context.Store.ReadFile(file => file.Catalogue.FindDatabase(drop.Database)?.Find(drop.RetentionPolicy)) is null
                    ? $"retention policy not found: {drop.RetentionPolicy}"
                    : "subscription not found");
        }),
        Statement.KillQuery kill => AnswerRows.After(() => context.Running.Kill(kill.Id)),
        _ => AnswerRows.When(() => context.Running.Show(context.Query)),
    };

    private static IEnumerable<ResultRows> Diagnostics(StatementContext context)
    {
        using var process = Process.GetCurrentProcess();
        yield return Row("build", ("Branch", Text("")), ("Build Time", Text("")), ("Commit", Text("")), ("Version", Text(typeof(Store).Assembly.GetName().Version?.ToString() ?? "")));
        yield return Row("config-data", ("dir", Text(context.Store.Path)));
        yield return Row("network", ("hostname", Text(Environment.MachineName)));
        yield return Row("runtime", ("GOARCH", Text("")), ("GOMAXPROCS", Number(Environment.ProcessorCount)), ("GOOS", Text("")), ("version", Text(Environment.Version.ToString())));
        yield return Row(
            "system", ("PID", Number(Environment.ProcessId)), ("currentTime", QueryValue.OfTime(context.Now)),
            ("started", QueryValue.OfTime(UnixTime.Nanoseconds(process.StartTime))), ("uptime", Text(GoDuration.Of(UnixTime.At(context.Now) - process.StartTime))));
    }

    private static IEnumerable<ResultRows> Statistics(StatementContext context)
    {
        var memory = GC.GetGCMemoryInfo();
        yield return Row(
            "runtime", ("Alloc", Number(GC.GetTotalMemory(forceFullCollection: false))), ("HeapInUse", Number(memory.HeapSizeBytes)), ("NumGC", Number(GC.CollectionCount(0))),
            ("Sys", Number(Environment.WorkingSet)), ("TotalAlloc", Number(GC.GetTotalAllocatedBytes())));
        var databases = context.Store.ReadFile(file => file.Catalogue.Databases.Select(database =>
        {
            var measurements = StoredMeasurements.Of(file, database.Name);
            return (database.Name, Measurements: (long)measurements.Count, Series: measurements.SelectMany(one => one.Tables)
                .Sum(table => Convert.ToInt64(file.Scalar($"SELECT count(*) FROM data.{table.SeriesTable}"), CultureInfo.InvariantCulture)));
        }).ToList());
        foreach (var (name, measurements, series) in databases)
        {
            yield return Row("database", ("numMeasurements", Number(measurements)), ("numSeries", Number(series))) with { Tags = [new PointTag("database", name)] };
        }
    }

    private static ResultRows Row(string name, params (string Column, QueryValue Value)[] values) =>
        new() { Name = name, Columns = [.. values.Select(one => one.Column)], Rows = [[.. values.Select(one => one.Value)]] };

    private static QueryValue Text(string text) => QueryValue.OfString(text);

    private static QueryValue Number(long number) => QueryValue.OfInteger(number);
}
