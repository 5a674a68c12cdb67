using Cicada.Influx;

namespace Cicada.Storage.Queries;

/// <summary>What a run observes each second beside its requests, over time: users, and the load generator's health.</summary>
internal sealed class ObservedCourse(QueryScope scope)
{
    private static readonly string[] Worst = ["cpu", "memory", "gc_pause", "scheduler_lateness_p99", "thread_pool_queue"];
    private static readonly string[] Counted = ["connections", "recorded", "spooled", "dropped"];

    private readonly RecordedRun _run = scope.Run;

    public UserColumns Users()
    {
        var (count, target) = (new double?[scope.Buckets], new double?[scope.Buckets]);
        var types = new SortedDictionary<string, double?[]>(StringComparer.Ordinal);
        if (_run.Users is { } table && scope.Buckets > 0)
        {
            var type = table.Tag(PointNames.UserClass) is { } tag ? $"coalesce(s.{tag.SqlName}, '')" : "''";

            // The most of all users at a time, which is not the sum of the most of each type.
            foreach (var row in _run.File.Query(
                $"""
                WITH each AS (
                    SELECT p.time AS time, {type} AS type, sum({Field(table, "count")}) AS users, sum({Field(table, "target")}) AS wanted
                    FROM {table.Joined} WHERE s.{table.Tag(PointNames.Run)!.SqlName} = $1 AND {scope.Window.OfSeconds("p.time")} GROUP BY ALL)
                SELECT {scope.BucketOfSecond("time")} AS bucket, type, CAST(max(users) AS DOUBLE), CAST(max(wanted) AS DOUBLE) FROM each GROUP BY ALL
                UNION ALL
                SELECT {scope.BucketOfSecond("time")} AS bucket, NULL, CAST(max(users) AS DOUBLE), CAST(max(wanted) AS DOUBLE)
                FROM (SELECT time, sum(users) AS users, sum(wanted) AS wanted FROM each GROUP BY time) GROUP BY ALL
                """,
                _run.Id))
            {
                var bucket = (long)row[0]!;
                if (row[1] is not string name)
                {
                    (count[bucket], target[bucket]) = (row[2] as double?, row[3] as double?);
                    continue;
                }

                if (!types.TryGetValue(name, out var column))
                {
                    types.Add(name, column = new double?[scope.Buckets]);
                }

                column[bucket] = row[2] as double?;
            }
        }

        return new UserColumns { Count = count, Target = target, ByType = types };
    }

    public GeneratorColumns Generator()
    {
        string[] names = [.. Worst, .. Counted];
        var columns = names.Select(_ => new double?[scope.Buckets]).ToArray();
        if (_run.Find(MeasurementNames.Default.Generator) is { } table && scope.Buckets > 0)
        {
            // Of a moment the worst worker, and what all have counted; of a bucket the mean load, the worst of the rest, the last counts.
            string Each(string name, int i) => $"{(i < Worst.Length ? "max" : "sum")}({Field(table, name)}) AS v{i}";
            string InBucket(string name, int i) => name switch
            {
                "cpu" => $"CAST(avg(v{i}) AS DOUBLE)",
                "recorded" or "spooled" or "dropped" => $"CAST(arg_max(v{i}, time) AS DOUBLE)",
                _ => $"CAST(max(v{i}) AS DOUBLE)",
            };
            foreach (var row in _run.File.Query(
                $"""
                SELECT {scope.BucketOfSecond("time")} AS bucket, {string.Join(", ", names.Select(InBucket))} FROM (
                    SELECT p.time AS time, {string.Join(", ", names.Select(Each))}
                    FROM {table.Joined} WHERE s.{table.Tag(PointNames.Run)!.SqlName} = $1 AND {scope.Window.OfSeconds("p.time")} GROUP BY p.time)
                GROUP BY bucket
                """,
                _run.Id))
            {
                for (var i = 0; i < names.Length; i++)
                {
                    columns[i][(long)row[0]!] = row[i + 1] as double?;
                }
            }
        }

        return new GeneratorColumns
        {
            Cpu = columns[0],
            Memory = columns[1],
            GcPause = columns[2],
            SchedulerLatenessP99 = columns[3],
            ThreadPoolQueue = columns[4],
            Connections = columns[5],
            Recorded = columns[6],
            Spooled = columns[7],
            Dropped = columns[8],
        };
    }

    private static string Field(MeasurementTable table, string name) => table.Field(name) is { } column ? column.JoinedName : "NULL::DOUBLE";
}
