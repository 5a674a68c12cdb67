using System.Text;

namespace Cicada.Storage.Queries;

/// <summary>The figures of the requests of a bucket with one outcome, as sums that can be put together.</summary>
internal readonly record struct OutcomeFigures
{
    /// <summary>The phases of a request, in this order.</summary>
    public const int Dns = 0;
    public const int Connect = 1;
    public const int Tls = 2;
    public const int FirstByte = 3;
    public const int Phases = 4;

    /// <summary>Classes of status: none, 1xx … 5xx.</summary>
    public const int Classes = 6;

    public required long Count { get; init; }

    /// <summary>All response times together, in milliseconds.</summary>
    public required double Sum { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }

    public required long Bytes { get; init; }

    public required long[] Statuses { get; init; }

    /// <summary>For each phase its times together and how many requests have it.</summary>
    public required (double Sum, long Count)[] Times { get; init; }

    /// <summary>Those of a summary, where they are known already.</summary>
    public double[]? Percentiles { get; init; }

    public double Mean => Math.Clamp(Sum / Count, Min, Max);

    /// <summary>The figures of a second.</summary>
    public static OutcomeFigures? Of(RequestStatistics? second) => second is null ? null : new OutcomeFigures
    {
        Count = second.Count,
        Sum = second.Response.Mean * second.Count,
        Min = second.Response.Min,
        Max = second.Response.Max,
        Bytes = second.Bytes,
        Statuses = [.. second.Statuses],
        Times =
        [
            Time(second.DnsMean, second.DnsCount, second),
            Time(second.ConnectMean, second.ConnectCount, second),
            Time(second.TlsMean, second.TlsCount, second),
            Time(second.FirstByteMean, second.FirstByteCount, second),
        ],
        Percentiles =
        [
            second.Response.P50, second.Response.P75, second.Response.P90, second.Response.P95, second.Response.P99, second.Response.P999,
        ],
    };

    /// <summary>The figures of what was observed within one bucket: of a single piece as it says them, of several put together.</summary>
    public static OutcomeFigures? Of(IReadOnlyList<RequestStatistics> pieces)
    {
        if (pieces.Count <= 1)
        {
            return pieces.Count == 0 ? null : Of(pieces[0]);
        }

        var each = pieces.Select(piece => Of(piece)!.Value).ToList();
        var together = new OutcomeFigures
        {
            Count = each.Sum(one => one.Count),
            Sum = each.Sum(one => one.Sum),
            Min = each.Min(one => one.Min),
            Max = each.Max(one => one.Max),
            Bytes = each.Sum(one => one.Bytes),
            Statuses = [.. Enumerable.Range(0, Classes).Select(i => each.Sum(one => one.Statuses[i]))],
            Times = [.. Enumerable.Range(0, Phases).Select(i => (each.Sum(one => one.Times[i].Sum), each.Sum(one => one.Times[i].Count)))],
        };
        var (decoder, counts) = (new HistogramDecoder(), new HistogramCounts());
        foreach (var piece in pieces)
        {
            decoder.TryAdd(Encoding.ASCII.GetBytes(piece.Histogram), counts);
        }

        return together with { Percentiles = together.PercentilesBy(counts) };
    }

    /// <summary>The percentiles of a summary by the histograms of these requests; null where they are known already, or a histogram is missing: those of a part would pass for those of the whole.</summary>
    public double[]? PercentilesBy(HistogramCounts counts)
    {
        if (Percentiles is not null || counts.Total != Count)
        {
            return null;
        }

        var values = new double[MergedFigures.SummaryPercentiles.Length];
        counts.Percentiles(MergedFigures.SummaryPercentiles, Min, Max, values);
        return values;
    }

    // A second that waited in the spool of an earlier version does not say over how many requests its means are.
    private static (double Sum, long Count) Time(double? mean, long count, RequestStatistics second) => mean is { } known
        ? (known * (count > 0 ? count : second.Count), count > 0 ? count : second.Count)
        : (0, 0);
}
