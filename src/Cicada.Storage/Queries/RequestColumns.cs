namespace Cicada.Storage.Queries;

/// <summary>
/// Requests over time. Counts are per bucket; times are milliseconds of requests that succeeded unless they say otherwise, and null where there was none.
/// </summary>
internal sealed record RequestColumns
{
    public required long[] Succeeded { get; init; }

    public required long[] Failed { get; init; }

    public required double?[] Mean { get; init; }

    public required double?[] Min { get; init; }

    public required double?[] Max { get; init; }

    public required double?[] P50 { get; init; }

    public required double?[] P75 { get; init; }

    public required double?[] P90 { get; init; }

    public required double?[] P95 { get; init; }

    public required double?[] P99 { get; init; }

    public required double?[] P999 { get; init; }

    public required double?[] FailedP50 { get; init; }

    public required double?[] FailedP95 { get; init; }

    /// <summary>Of all answers.</summary>
    public required long[] Bytes { get; init; }

    /// <summary>Counts by class of status, each a column: none, 1xx … 5xx.</summary>
    public required long[][] Status { get; init; }

    /// <summary>Means over the requests, whatever their outcome, that have them.</summary>
    public required double?[] Dns { get; init; }

    public required double?[] Connect { get; init; }

    public required double?[] Tls { get; init; }

    public required double?[] FirstByte { get; init; }

    /// <summary>Columns of so many buckets without a request.</summary>
    public static RequestColumns OfNothing(int buckets)
    {
        double?[] Times() => new double?[buckets];
        return new RequestColumns
        {
            Succeeded = new long[buckets],
            Failed = new long[buckets],
            Mean = Times(),
            Min = Times(),
            Max = Times(),
            P50 = Times(),
            P75 = Times(),
            P90 = Times(),
            P95 = Times(),
            P99 = Times(),
            P999 = Times(),
            FailedP50 = Times(),
            FailedP95 = Times(),
            Bytes = new long[buckets],
            Status = [.. Enumerable.Range(0, OutcomeFigures.Classes).Select(_ => new long[buckets])],
            Dns = Times(),
            Connect = Times(),
            Tls = Times(),
            FirstByte = Times(),
        };
    }

    /// <summary>The columns of a single second, from what a run observes in it; the same numbers as are read from the store afterwards.</summary>
    /// <param name="succeeded">Of successes; none where there was none, several where a last piece of the run belongs to the second too.</param>
    /// <param name="failed">Of failures.</param>
    public static RequestColumns OfSecond(IReadOnlyList<RequestStatistics> succeeded, IReadOnlyList<RequestStatistics> failed)
    {
        var columns = OfNothing(1);
        columns.Set(0, OutcomeFigures.Of(succeeded), OutcomeFigures.Of(failed));
        return columns;
    }

    /// <summary>Fills in a bucket.</summary>
    public void Set(int bucket, OutcomeFigures? succeeded, OutcomeFigures? failed)
    {
        if (succeeded is { } one)
        {
            Succeeded[bucket] = one.Count;
            (Mean[bucket], Min[bucket], Max[bucket]) = (one.Mean, one.Min, one.Max);
            SetPercentiles(bucket, one.Percentiles, null);
            AddStatuses(bucket, one);
        }

        if (failed is { } other)
        {
            Failed[bucket] = other.Count;
            SetPercentiles(bucket, null, other.Percentiles);
            AddStatuses(bucket, other);
        }

        Dns[bucket] = MeanOf(OutcomeFigures.Dns, succeeded, failed);
        Connect[bucket] = MeanOf(OutcomeFigures.Connect, succeeded, failed);
        Tls[bucket] = MeanOf(OutcomeFigures.Tls, succeeded, failed);
        FirstByte[bucket] = MeanOf(OutcomeFigures.FirstByte, succeeded, failed);
    }

    /// <summary>Fills in the percentiles of a bucket: those of a summary, of successes and of failures, where they are known.</summary>
    public void SetPercentiles(int bucket, double[]? succeeded, double[]? failed)
    {
        if (succeeded is not null)
        {
            (P50[bucket], P75[bucket], P90[bucket]) = (succeeded[0], succeeded[1], succeeded[2]);
            (P95[bucket], P99[bucket], P999[bucket]) = (succeeded[3], succeeded[4], succeeded[5]);
        }

        if (failed is not null)
        {
            (FailedP50[bucket], FailedP95[bucket]) = (failed[0], failed[3]);
        }
    }

    private static double? MeanOf(int phase, OutcomeFigures? succeeded, OutcomeFigures? failed)
    {
        var (sum, count) = succeeded?.Times[phase] ?? (0, 0);
        var (otherSum, otherCount) = failed?.Times[phase] ?? (0, 0);
        return count + otherCount > 0 ? (sum + otherSum) / (count + otherCount) : null;
    }

    private void AddStatuses(int bucket, OutcomeFigures figures)
    {
        Bytes[bucket] += figures.Bytes;
        for (var i = 0; i < figures.Statuses.Length; i++)
        {
            Status[i][bucket] += figures.Statuses[i];
        }
    }
}
