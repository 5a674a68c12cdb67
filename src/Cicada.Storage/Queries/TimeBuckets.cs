namespace Cicada.Storage.Queries;

/// <summary>Buckets of time made of figures: for each bucket all requests, those that succeeded, those that failed; null where there are none.</summary>
internal static class TimeBuckets
{
    public const int All = 0;
    public const int Succeeded = 1;
    public const int Failed = 2;

    public static IReadOnlyList<TimeBucket> Of(QueryScope scope, BucketFigures?[,] figures)
    {
        var buckets = new TimeBucket[scope.Buckets];
        for (var i = 0; i < buckets.Length; i++)
        {
            var (from, to) = scope.Bounds(i);
            buckets[i] = new TimeBucket
            {
                From = from,
                To = to,
                All = figures[i, All] ?? BucketFigures.Empty,
                Succeeded = figures[i, Succeeded] ?? BucketFigures.Empty,
                Failed = figures[i, Failed] ?? BucketFigures.Empty,
            };
        }

        return buckets;
    }

    /// <summary>Two figures as one, but for their percentiles.</summary>
    public static BucketFigures? Together(BucketFigures? one, BucketFigures? other)
    {
        if (one is null || other is null)
        {
            return one ?? other;
        }

        var (min, max) = (Math.Min(one.Min!.Value, other.Min!.Value), Math.Max(one.Max!.Value, other.Max!.Value));
        return new BucketFigures
        {
            Count = one.Count + other.Count,
            Mean = Math.Clamp(((one.Mean!.Value * one.Count) + (other.Mean!.Value * other.Count)) / (one.Count + other.Count), min, max),
            Min = min,
            Max = max,
            Bytes = one.Bytes + other.Bytes,
        };
    }
}
