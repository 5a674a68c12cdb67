using System.Globalization;
using System.Text.Json;
using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>What was recorded about a run beside its figures: what happened to it, its set-up, the messages of its process.</summary>
internal sealed class RunDescriptions(RecordedRun run)
{
    public IReadOnlyList<RecordedEvent> Events()
    {
        if (run.Find(MeasurementNames.Default.Events) is not { } table)
        {
            return [];
        }

        return
        [
            .. run.File.Query(
                    $"""
                    SELECT p.time, {Tag(table, "type")}, {Text(table, "title")}, {Text(table, "text")}
                    FROM {table.Joined} WHERE s.{table.Tag(PointNames.Run)!.SqlName} = $1 ORDER BY p.time, p.series
                    """,
                    run.Id)
                .Select(row => new RecordedEvent(run.Elapsed((long)row[0]!), UnixTime.At((long)row[0]!), (string)row[1]!, (string)row[2]!, (string)row[3]!)),
        ];
    }

    public RecordedLog Log(long after, string? level, int limit)
    {
        if (run.Find(MeasurementNames.Default.Log) is not { } table || table.Field("sequence") is not { Type: FieldType.Integer } sequence)
        {
            return new RecordedLog([], 0);
        }

        var least = level is null ? 0 : LogLevels.Words.ToList().IndexOf(level);
        if (least < 0)
        {
            throw new StoreException($"The level is '{level}'; expected one of {string.Join(", ", LogLevels.Words.Select(word => $"'{word}'"))}.");
        }

        var words = string.Join(", ", LogLevels.Words.Skip(least).Select(SqlText.Literal));
        var ofRun = $"{table.Joined} WHERE s.{table.Tag(PointNames.Run)!.SqlName} = $1";
        var lines = run.File.Query(
            $"""
            SELECT p.time, {sequence.JoinedName}, {Tag(table, "level")} AS level, {Text(table, "category")}, {Text(table, "message")}
            FROM {ofRun} AND {sequence.JoinedName} > {after}{(least > 0 ? $" AND level IN ({words})" : "")} ORDER BY 2 LIMIT {limit}
            """,
            run.Id);
        var leftOut = table.Field("left_out") is { Type: FieldType.Integer } field
            ? run.File.Scalar($"SELECT max({field.JoinedName}) FROM {ofRun}", run.Id) as long? ?? 0
            : 0;
        return new RecordedLog(
            [
                .. lines.Select(row => new RecordedLine(
                    (long)row[1]!, UnixTime.At((long)row[0]!), run.Elapsed((long)row[0]!), (string)row[2]!, (string)row[3]!, (string)row[4]!)),
            ],
            leftOut);
    }

    public RunSetup Setup()
    {
        var values = LastValues();
        string? Text(string name) => values.GetValueOrDefault(name) as string;
        long? Whole(string name) => values.GetValueOrDefault(name) as long?;
        double? Number(string name) => values.GetValueOrDefault(name) switch { double number => number, long whole => whole, _ => null };
        var options = RunLabels.Parse(Text("options") ?? "{}");
        return new RunSetup
        {
            Options = options,
            Host = Text("host"),
            GitRevision = Text("git_revision"),
            Seed = Whole("seed") ?? Option(options, RunSetup.SeedOption, text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed) ? seed : (long?)null),
            Shape = Text("shape"),
            ArrivalRate = Text("arrival_rate"),
            MaxUsers = Whole("max_users"),
            SpawnRate = Number("spawn_rate") ?? Option(options, "spawn-rate", text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) ? rate : (double?)null),
            RunTime = Number("run_time"),
            UserTypes = UserTypes(Text("user_types")),
            CodeFile = Text("code_file"),
            Code = Text("code"),
            Machine = Text("machine"),
            Cores = Whole("cores"),
            Runtime = Text("runtime"),
            Cicada = Text("cicada"),
        };
    }

    private static T? Option<T>(IReadOnlyDictionary<string, string> options, string name, Func<string, T?> read)
        where T : struct => options.TryGetValue(name, out var text) ? read(text) : null;

    private static List<SetupUserType> UserTypes(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "[]");
            return
            [
                .. document.RootElement.EnumerateArray().Select(one => new SetupUserType(
                    one.GetProperty("name").GetString() ?? "",
                    one.TryGetProperty("weight", out var weight) ? weight.GetDouble() : 1,
                    one.TryGetProperty("fixed_count", out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt32() : null)),
            ];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // Points from elsewhere may have anything there.
            return [];
        }
    }

    private static string Tag(MeasurementTable table, string name) => table.Tag(name) is { } column ? $"coalesce(s.{column.SqlName}, '')" : "''";

    private static string Text(MeasurementTable table, string name) => table.Field(name) is { Type: FieldType.String } column ? $"coalesce({column.JoinedName}, '')" : "''";

    // All of them but the document, which is long and says nothing more.
    private Dictionary<string, object?> LastValues()
    {
        if (run.Find(MeasurementNames.Default.Runs) is not { } table)
        {
            return [];
        }

        var fields = table.Fields.Where(field => field.Name != "summary").ToList();
        var row = run.File.Query(
            $"""
            SELECT {string.Join(", ", fields.Select(field => $"arg_max({field.JoinedName}, p.time)").Prepend("count(*)"))}
            FROM {table.Joined} WHERE s.{table.Tag(PointNames.Run)!.SqlName} = $1
            """,
            run.Id).Single();
        return fields.Select((field, i) => (field.Name, Value: row[i + 1])).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
    }
}
