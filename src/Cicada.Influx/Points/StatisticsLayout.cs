namespace Cicada.Influx;

/// <summary>Which fields the statistics of a second have, and what stands in them: said once for points and for the store, which builds none.</summary>
internal static class StatisticsLayout
{
    /// <summary>All of them, in the order of their places.</summary>
    public static IReadOnlyList<SchemaField> Fields { get; } = MeasurementSchema.Find(MeasurementNames.Default.RequestStatistics)!.Fields;

    /// <summary>The tags of a series.</summary>
    public static PointTag[] Tags(string run, string worker, RequestStatistics statistics) =>
    [
        new(PointNames.Run, run),
        new(PointNames.RequestType, statistics.RequestType),
        new(PointNames.Name, statistics.Name),
        new(PointNames.Success, statistics.Success ? PointNames.Succeeded : PointNames.Failed),
        new(PointNames.Worker, worker),
    ];

    /// <summary>Says all fields that are known.</summary>
    public static void Write<TReceiver>(RequestStatistics statistics, ref TReceiver receiver)
        where TReceiver : struct, IFieldReceiver, allows ref struct
    {
        var at = 0;
        var times = statistics.Response;
        receiver.Integer(at++, statistics.Count);
        ReadOnlySpan<double> always = [times.Mean, times.Min, times.Max, times.P50, times.P75, times.P90, times.P95, times.P99, times.P999];
        foreach (var value in always)
        {
            receiver.Float(at++, value);
        }

        ReadOnlySpan<double?> known =
        [
            statistics.ServiceP50, statistics.ServiceP95, statistics.ServiceP99,
            statistics.DnsMean, statistics.ConnectMean, statistics.TlsMean, statistics.FirstByteMean,
        ];
        foreach (var value in known)
        {
            if (value is { } one)
            {
                receiver.Float(at, one);
            }

            at++;
        }

        ReadOnlySpan<long> counts = [statistics.DnsCount, statistics.ConnectCount, statistics.TlsCount, statistics.FirstByteCount];
        foreach (var count in counts)
        {
            IntegerUnlessZero(ref receiver, at++, count);
        }

        receiver.Integer(at++, statistics.Bytes);
        for (var i = 0; i < statistics.Statuses.Count; i++)
        {
            receiver.Integer(at++, statistics.Statuses[i]);
        }

        for (var i = 0; i < statistics.Buckets.Count; i++)
        {
            IntegerUnlessZero(ref receiver, at++, statistics.Buckets[i]);
        }

        if (statistics.Histogram.Length > 0)
        {
            receiver.Text(at, statistics.Histogram);
        }

        receiver.Float(at + 1, statistics.ElapsedSeconds);
    }

    private static void IntegerUnlessZero<TReceiver>(ref TReceiver receiver, int field, long value)
        where TReceiver : struct, IFieldReceiver, allows ref struct
    {
        if (value != 0)
        {
            receiver.Integer(field, value);
        }
    }
}
