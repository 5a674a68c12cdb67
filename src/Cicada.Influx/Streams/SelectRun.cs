using Cicada.Influx.Selection;

namespace Cicada.Influx.Streams;

/// <summary>One answer in the making: where its points come from, and how much of what it may take is left.</summary>
internal sealed class SelectRun(IPointSource points, SelectOptions options, CancellationToken cancellation)
{
    private const int LooksEach = 1024;

    private long _buckets;
    private long _rows;
    private int _steps;

    public IPointSource Points { get; } = points;

    public SelectOptions Options { get; } = options;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Called for every row read or made; ends the answer when nobody wants it any more.</summary>
    public void Step()
    {
        if (++_steps >= LooksEach)
        {
            _steps = 0;
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Counts an interval.</summary>
    public void CountBucket()
    {
        Step();
        CountBuckets(1);
    }

    /// <summary>Counts intervals that are made at once.</summary>
    public void CountBuckets(int count)
    {
        _buckets += count;
        if (_buckets > Options.Limits.Buckets)
        {
            throw new QueryFailedException($"max-select-buckets limit exceeded: ({_buckets}/{Options.Limits.Buckets})");
        }
    }

    /// <summary>Counts a row of the answer.</summary>
    public void CountRow()
    {
        Step();
        if (++_rows > Options.Limits.Rows)
        {
            throw new QueryFailedException($"max-row-limit exceeded: the answer has more than {Options.Limits.Rows} rows; ask for fewer with LIMIT, a shorter time or GROUP BY time(…)");
        }
    }
}
