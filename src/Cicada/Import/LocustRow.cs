namespace Cicada.Import;

/// <summary>One row of Locust's history: what one request, or all together, had come to since the start.</summary>
internal sealed record LocustRow
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required long Count { get; init; }

    public required long Failures { get; init; }

    public required double Mean { get; init; }

    public required double MeanBytes { get; init; }

    /// <summary>The longest since the start.</summary>
    public required double Max { get; init; }

    /// <summary>Mean, extremes and percentiles as the row has them: with a full history those of its last ten seconds.</summary>
    public required TimeFigures Times { get; init; }

    public static LocustRow? Of(CsvRecordReader record, LocustColumns columns)
    {
        if (!columns.TryCount(record, "Total Request Count", out var count) || !columns.TryCount(record, "Total Failure Count", out var failures))
        {
            return null;
        }

        var (type, name) = (columns.Text(record, "Type"), columns.Text(record, "Name"));
        var isTotal = name is "Aggregated" or "Total" && type is "" or "None";
        var mean = columns.Number(record, "Total Average Response Time");
        double At(string percentile) => columns.Percentile(record, percentile);
        return new LocustRow
        {
            Type = isTotal ? RequestStatistics.All : type,
            Name = isTotal ? RequestStatistics.All : name,
            Count = count,
            Failures = Math.Min(failures, count),
            Mean = mean,
            Max = columns.Number(record, "Total Max Response Time"),
            MeanBytes = columns.Number(record, "Total Average Content Size"),
            Times = new TimeFigures(
                mean,
                columns.Number(record, "Total Min Response Time"),
                Math.Max(At("100%"), At("99.9%")),
                At("50%"),
                At("75%"),
                At("90%"),
                At("95%"),
                At("99%"),
                At("99.9%")),
        };
    }

    /// <summary>The statistics of the time since an earlier row of the same request; none where nothing was requested in between.</summary>
    public IEnumerable<RequestStatistics> Since(LocustRow? before, long time, double elapsedSeconds)
    {
        // Fewer than before: Locust began its statistics anew (--reset-stats).
        before = before is null || before.Count > Count || before.Failures > Failures ? null : before;
        var count = Count - (before?.Count ?? 0);
        if (count == 0)
        {
            yield break;
        }

        var failures = Math.Min(count, Failures - (before?.Failures ?? 0));
        var mean = Math.Max(0, ((Mean * Count) - ((before?.Mean ?? 0) * (before?.Count ?? 0))) / count);
        var bytes = Math.Max(0, (long)Math.Round((MeanBytes * Count) - ((before?.MeanBytes ?? 0) * (before?.Count ?? 0))));
        (bool, long)[] parts = [(true, count - failures), (false, failures)];
        foreach (var (success, part) in parts)
        {
            if (part > 0)
            {
                yield return new RequestStatistics
                {
                    TimeNanoseconds = time,
                    RequestType = Type,
                    Name = Name,
                    Success = success,
                    ElapsedSeconds = elapsedSeconds,
                    Count = part,
                    Response = Times with { Mean = mean },
                    Bytes = (long)Math.Round((double)bytes * part / count),
                    Statuses = [part, 0, 0, 0, 0, 0],
                    Buckets = new long[LatencyBuckets.Count],
                    Histogram = "",
                };
            }
        }
    }

    /// <summary>The figures at the end of the run.</summary>
    public RequestSummary Summarise(double seconds) => new()
    {
        RequestType = Type,
        Name = Name,
        Count = Count,
        Failures = Failures,
        Rps = seconds > 0 ? Count / seconds : 0,
        Mean = Mean,
        Min = Times.Min,
        Max = Math.Max(Max, Times.Max),
        P50 = Times.P50,
        P75 = Times.P75,
        P90 = Times.P90,
        P95 = Times.P95,
        P99 = Times.P99,
        P999 = Times.P999,
        Bytes = (long)Math.Round(MeanBytes * Count),
    };
}
